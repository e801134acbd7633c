import { useQuery } from '@tanstack/react-query';
import { formatsQuery } from '../server/catalogue.ts';
import { openProjectsQuery } from '../server/projects.ts';
import { Choice } from './choice.tsx';
import type { FilterProps } from './filter-props.ts';

export function ProjectFilter({ filters: { project }, onChange }: FilterProps) {
  const { data: projects = [] } = useQuery(openProjectsQuery);
  if (projects.length === 0 && project === undefined) return null;
  return (
    <Choice
      label="Project"
      all="Any project"
      value={project}
      options={
        projects.some(({ id }) => id === project) || project === undefined
          ? projects
          : [...projects, { id: project, name: 'Another project' }]
      }
      onChange={(chosen) => onChange({ project: chosen })}
    />
  );
}

export function FormatFilter({ filters: { format, kind }, onChange }: FilterProps) {
  const { data } = useQuery(formatsQuery);
  const names = (data?.formats ?? []).filter((one) => kind === undefined || one.kind === kind).map(({ name }) => name);
  const options = format === undefined || names.some((name) => name === format) ? names : [...names, format];
  return (
    <Choice
      label="Format"
      all="Any format"
      value={format}
      options={options.map((name) => ({ id: name, name }))}
      onChange={(chosen) => onChange({ format: chosen })}
    />
  );
}
