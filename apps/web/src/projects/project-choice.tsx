import type { Project } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { SelectField } from '../controls/select-field.tsx';
import { isGone } from '../server/client.ts';
import { projectQuery } from '../server/projects.ts';

export interface ProjectChoiceProps {
  /** Undefined while they are not known. */
  readonly projects: readonly Project[] | undefined;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly wrong?: string | undefined;
}

const NONE = 'none';

/** The project that an order belongs to. Who has none is not asked. */
export function ProjectChoice({ projects, value, onChange, wrong }: ProjectChoiceProps) {
  const other = useUnlisted(projects, value);
  if (!projects?.length && value === undefined) return null;
  return (
    <SelectField
      label="Project"
      options={[
        [NONE, 'None'],
        ...(projects ?? []).map(({ id, name }) => [id, name] as const),
        ...(other ? [[other.id, other.name] as const] : []),
      ]}
      value={value ?? NONE}
      onChange={(id) => onChange(id === NONE ? undefined : id)}
      wrong={wrong ?? other?.wrong}
    />
  );
}

/** A chosen project that is not among those to choose from: an older one, or one that was archived or deleted meanwhile. */
function useUnlisted(projects: readonly Project[] | undefined, id: string | undefined) {
  const listed = projects?.some((project) => project.id === id);
  const { data, error } = useQuery({ ...projectQuery(id ?? ''), enabled: id !== undefined && listed === false });
  if (id === undefined || listed) return undefined;
  if (isGone(error)) return { id, name: 'A deleted project', wrong: 'It is not there any more. Choose another one.' };
  const isArchived = data !== undefined && data.archivedAt !== null;
  return {
    id,
    name: data?.name ?? (projects ? 'Another project' : '…'),
    wrong: isArchived ? 'It is archived, and takes no orders. Choose another one.' : undefined,
  };
}
