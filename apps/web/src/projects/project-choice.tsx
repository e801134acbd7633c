import type { Project } from '@proofsheet/client';
import { SelectField } from '../controls/select-field.tsx';

export interface ProjectChoiceProps {
  readonly projects: readonly Project[];
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly wrong?: string | undefined;
}

const NONE = 'none';

/** The project that an order belongs to. Who has none is not asked. */
export function ProjectChoice({ projects, value, onChange, wrong }: ProjectChoiceProps) {
  if (projects.length === 0 && value === undefined) return null;
  return (
    <SelectField
      label="Project"
      options={[[NONE, 'None'], ...projects.map(({ id, name }) => [id, name] as const)]}
      value={value ?? NONE}
      onChange={(id) => onChange(id === NONE ? undefined : id)}
      wrong={wrong}
    />
  );
}
