import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { Button, Tag, TagGroup, TagList } from 'react-aria-components';
import { KIND_NAMES } from '../server/generations.ts';
import type { OutputFilters } from '../server/output-filters.ts';
import { openProjectsQuery } from '../server/projects.ts';
import type { FilterProps } from './filter-props.ts';

interface Chip {
  readonly id: keyof OutputFilters;
  readonly name: string;
}

/** What the list is narrowed down by; each is taken away by its cross, or by Delete. */
export function Chips({ filters, onChange }: FilterProps) {
  const { data: projects = [] } = useQuery(openProjectsQuery);
  const project = projects.find(({ id }) => id === filters.project)?.name;
  const chips = chipsOf(filters, project);
  if (chips.length === 0) return null;
  return (
    <div className="chips">
      <TagGroup
        aria-label="Shown are only"
        onRemove={(keys) => onChange(Object.fromEntries([...keys].map((key) => [key, undefined])))}
      >
        <TagList items={chips} className="chip-list">
          {({ id, name }) => (
            <Tag id={id} textValue={name} className="chip">
              <span dir="auto">{name}</span>
              <Button slot="remove" className="chip-remove" aria-label={`Remove ${name}`}>
                <X aria-hidden size={14} />
              </Button>
            </Tag>
          )}
        </TagList>
      </TagGroup>
    </div>
  );
}

function chipsOf({ words, kind, project, format, from, until, favourite }: OutputFilters, name?: string): Chip[] {
  const chips: Chip[] = [];
  if (words) chips.push({ id: 'words', name: `“${words}”` });
  if (kind) chips.push({ id: 'kind', name: KIND_NAMES[kind] });
  if (project) chips.push({ id: 'project', name: name ?? 'One project' });
  if (format) chips.push({ id: 'format', name: format });
  if (from) chips.push({ id: 'from', name: `From ${shown(from)}` });
  if (until) chips.push({ id: 'until', name: `Until ${shown(until)}` });
  if (favourite) chips.push({ id: 'favourite', name: 'Favourites' });
  return chips;
}

function shown(day: string): string {
  return new Date(`${day}T00:00`).toLocaleDateString(undefined, { dateStyle: 'medium' });
}
