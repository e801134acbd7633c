import type { QueryClient } from '@tanstack/react-query';
import { formatsQuery } from './catalogue.ts';
import { generationQuery } from './generations.ts';
import type { OutputFilters } from './output-filters.ts';
import { outlineQuery, pageQuery } from './outputs.ts';
import { openProjectsQuery } from './projects.ts';

/** So long a page waits for what it shows, to be drawn once; after that it comes without, and says that it is loading. */
const MOST_WAIT_MS = 400;

/** What stands in the first rows of the pictures. */
export async function readPictures(queries: QueryClient, filters: OutputFilters): Promise<void> {
  const [first] = await queries.ensureQueryData(outlineQuery(filters));
  if (first) await queries.ensureQueryData(pageQuery(filters, first));
}

/** What an order is chosen among. */
export async function readChoices(queries: QueryClient): Promise<void> {
  await Promise.all([queries.ensureQueryData(formatsQuery), queries.ensureQueryData(openProjectsQuery)]);
}

/** A generation with its outputs. */
export async function readSheet(queries: QueryClient, id: string): Promise<void> {
  await queries.ensureQueryData(generationQuery(id));
}

/** Ends with the reading, or after a moment. The page itself asks again, and says what went wrong. */
export async function forAMoment(reading: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moment = new Promise<void>((over) => {
    timer = setTimeout(over, MOST_WAIT_MS);
  });
  await Promise.race([reading.catch(() => undefined), moment]);
  clearTimeout(timer);
}
