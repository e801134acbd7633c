import type { GenerationKind } from '@proofsheet/client';

/** Which pictures are shown; it stands in the address, so that a view can be kept and sent. */
export interface OutputFilters {
  readonly kind?: GenerationKind | undefined;
  readonly favourite?: true | undefined;
  readonly project?: string | undefined;
  readonly format?: string | undefined;
  /** The first and the last day, where the browser is: `2027-01-31`. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly words?: string | undefined;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const LONGEST = 100;

/** What an address says; what it cannot mean is passed over. */
export function readFilters({
  kind,
  favourite,
  project,
  format,
  from,
  until,
  words,
}: Record<string, unknown>): OutputFilters {
  // The router reads numbers and truth out of an address.
  const text = (given: unknown) => (given === undefined ? '' : String(given).trim().slice(0, LONGEST));
  return given({
    kind: kind === 'THUMBNAIL' || kind === 'AD' ? kind : undefined,
    favourite: favourite === true || favourite === 'true' ? true : undefined,
    project: UUID.test(text(project)) ? text(project) : undefined,
    format: /^[\w-]{1,64}$/.test(text(format)) ? text(format) : undefined,
    from: isDay(text(from)) ? text(from) : undefined,
    until: isDay(text(until)) ? text(until) : undefined,
    words: text(words) || undefined,
  });
}

/** What the server is asked for. */
export function queryOf({ kind, favourite, project, format, from, until, words }: OutputFilters) {
  return {
    kind,
    format,
    projectId: project,
    favourite: favourite && 'true',
    createdAfter: from && beginOf(from).toISOString(),
    createdBefore: until && beginOf(until, 1).toISOString(),
    search: words,
  };
}

/** Without what is not filtered by. */
export function given(filters: OutputFilters): OutputFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

/** A day that a calendar has. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1900') return false;
  const day = beginOf(text);
  return day.getMonth() + 1 === Number(text.slice(5, 7)) && day.getDate() === Number(text.slice(8));
}

/** Midnight of a day where the browser is, or so many days later. */
function beginOf(day: string, later = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}
