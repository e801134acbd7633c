import type { Output, Project } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Picture } from '../grid/picture.tsx';
import { coversQuery } from '../server/projects.ts';

const COVER_WIDTH = 320;

/** A project by its newest pictures, its name and its colours. */
export function ProjectCard({ project }: { readonly project: Project }) {
  const { id, name, brand, createdAt } = project;
  const { data: covers, isPending } = useQuery(coversQuery(id));
  const colours = [brand.primary, brand.accent].filter((colour) => colour !== undefined);
  return (
    <li className="project-card">
      <Covers outputs={covers ?? []} isPending={isPending} />
      <span className="project-facts">
        <Link to="/projects/$id" params={{ id }} className="project-name">
          <bdi>{name}</bdi>
        </Link>
        <span className="facts">
          {colours.map((colour) => (
            <span key={colour} className="colour-dot" style={{ background: colour }} />
          ))}
          {new Date(createdAt).toLocaleDateString(undefined, { dateStyle: 'medium' })}
        </span>
      </span>
    </li>
  );
}

function Covers({ outputs, isPending }: { readonly outputs: readonly Output[]; readonly isPending: boolean }) {
  const shown = outputs.length === 4 ? outputs : outputs.slice(0, 1);
  return (
    <span className={shown.length > 1 ? 'covers four' : 'covers'}>
      {shown.map((output) => (
        <Picture key={output.id} output={output} width={COVER_WIDTH / (shown.length > 1 ? 2 : 1)} alt="" />
      ))}
      {shown.length === 0 && !isPending ? <span className="no-cover">No pictures yet</span> : null}
    </span>
  );
}
