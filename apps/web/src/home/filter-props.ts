import type { OutputFilters } from '../server/output-filters.ts';

export interface FilterProps {
  readonly filters: OutputFilters;
  /** What is changed of them; undefined takes one away. */
  readonly onChange: (change: OutputFilters) => void;
}
