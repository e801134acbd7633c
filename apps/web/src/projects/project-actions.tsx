import type { CountedProject } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from '../controls/button.tsx';
import { Question } from '../controls/question.tsx';
import { inWords, server } from '../server/client.ts';
import { projectArchiveOf } from '../server/projects.ts';

/** More pictures; all as a ZIP; into the archive and out of it; deleting. */
export function ProjectActions({ project }: { readonly project: CountedProject }) {
  const { id, archivedAt, counts } = project;
  const isArchived = archivedAt !== null;
  const queries = useQueryClient();
  const archive = useMutation({
    mutationFn: () => server.projects.change(id, { archived: !isArchived }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['projects'] });
      return queries.invalidateQueries({ queryKey: ['project', id] });
    },
  });
  return (
    <div className="actions">
      {archive.error ? <p role="alert">{inWords(archive.error)}</p> : null}
      <DeleteProject project={project} />
      <Button onPress={() => archive.mutate()} isBusy={archive.isPending}>
        {isArchived ? 'Take out of the archive' : 'Archive'}
      </Button>
      {counts.outputs > 0 ? (
        <a className="button" href={projectArchiveOf(id)} download>
          Download all
        </a>
      ) : null}
      {isArchived || counts.outputs === 0 ? null : (
        <Link to="/create" search={{ project: id }} className="button main">
          Create pictures
        </Link>
      )}
    </div>
  );
}

function DeleteProject({ project: { id, name, counts } }: { readonly project: CountedProject }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => server.projects.delete(id),
    onSuccess: async () => {
      await navigate({ to: '/projects' });
      queries.removeQueries({ queryKey: ['project', id] });
      void queries.invalidateQueries({ queryKey: ['projects'] });
      void queries.invalidateQueries({ queryKey: ['outputs'] });
    },
  });
  const inside = [counted(counts.outputs, 'picture'), counted(counts.assets, 'image')].filter(
    (one) => one !== undefined,
  );
  return (
    <Question
      trigger={<Button look="quiet">Delete</Button>}
      title={
        <>
          Delete “<bdi>{name}</bdi>”?
        </>
      }
      yes="Delete the project"
      no="Keep it"
      error={remove.error}
      isBusy={remove.isPending}
      onYes={() => remove.mutate()}
    >
      <p>
        Its name and its brand go for good.{' '}
        {inside.length === 0
          ? 'Nothing is in it.'
          : `Its ${inside.join(' and ')} stay, and are of no project any more.`}
      </p>
    </Question>
  );
}

function counted(count: number, what: string): string | undefined {
  return count === 0 ? undefined : `${count.toLocaleString()} ${what}${count === 1 ? '' : 's'}`;
}
