import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { NewProject } from '../projects/new-project.tsx';
import { ProjectCard } from '../projects/project-card.tsx';
import { projectsQuery } from '../server/projects.ts';
import '../styles/projects.css';

/** Projects as cards with their newest pictures. */
export function ProjectsPage() {
  const { archived = false } = useSearch({ from: '/signed-in/projects' });
  const list = useInfiniteQuery(projectsQuery(archived));
  const projects = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <title>Projects · Proofsheet</title>
      <div className="head">
        <h1>Projects</h1>
        <div className="filters">
          <Which archived={archived} />
          <NewProject />
        </div>
      </div>
      {list.error ? <Failure error={list.error} again={() => list.refetch()} /> : null}
      {list.isPending ? <div className="quiet" role="status" aria-label="Loading" /> : null}
      {list.isSuccess && projects.length === 0 ? <Nothing archived={archived} /> : null}
      <ul className="project-cards">
        {projects.map((project) => (
          <ProjectCard key={project.id} project={project} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <div className="more">
          <Button onPress={() => list.fetchNextPage()} isBusy={list.isFetchingNextPage}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}

const OPEN = 'open';
const ARCHIVED = 'archived';

function Which({ archived }: { readonly archived: boolean }) {
  const navigate = useNavigate({ from: '/projects' });
  return (
    <ToggleButtonGroup
      aria-label="Which projects"
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[archived ? ARCHIVED : OPEN]}
      onSelectionChange={([which]) =>
        navigate({ to: '/projects', search: which === ARCHIVED ? { archived: true } : {}, replace: true })
      }
    >
      <ToggleButton id={OPEN}>Open</ToggleButton>
      <ToggleButton id={ARCHIVED}>Archived</ToggleButton>
    </ToggleButtonGroup>
  );
}

function Nothing({ archived }: { readonly archived: boolean }) {
  if (archived)
    return (
      <div className="empty">
        <p>Nothing is archived.</p>
      </div>
    );
  return (
    <div className="empty">
      <h2>One place for each campaign or client</h2>
      <p>A project keeps its images, its pictures and its brand together. Begin with a name.</p>
    </div>
  );
}
