import type { Project } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Failure } from '../controls/failure.tsx';
import { OutputGrid } from '../grid/output-grid.tsx';
import { outlineQuery } from '../server/outputs.ts';

/** Every finished picture of the project. */
export function ProjectPictures({ project: { id, archivedAt } }: { readonly project: Project }) {
  const filters = useMemo(() => ({ project: id }), [id]);
  const { data: pages, error, refetch } = useQuery(outlineQuery(filters));
  if (error) return <Failure error={error} again={refetch} />;
  if (!pages) return <div className="grid-waiting" role="status" aria-label="Loading pictures" />;
  if (pages.some(({ ratios }) => ratios.length > 0)) return <OutputGrid filters={filters} pages={pages} />;
  return (
    <div className="empty">
      <h2>No pictures yet</h2>
      {archivedAt === null ? (
        <>
          <p>What is ordered in this project takes its brand, and stands here.</p>
          <Link to="/create" search={{ project: id }} className="button main">
            Create pictures
          </Link>
        </>
      ) : null}
    </div>
  );
}
