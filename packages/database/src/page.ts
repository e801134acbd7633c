import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { decodeCursor, encodeCursor } from './cursor.ts';

/*
 * Lists are read newest first, by the pair of creation time and id: rows of one transaction share their time, and no
 * row is skipped or seen twice while others are inserted. An index that begins with what is filtered by and goes on
 * with the pair answers any page at the same cost.
 */

export interface PageRequest {
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** Hand it in to get the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** The creation time as text with all its microseconds, for the cursor: a JavaScript Date would lose them. */
export const exactCreatedAt = sql<string>`to_char("createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as(
  'exactCreatedAt',
);

/** True of the rows behind the cursor; of every row without one. */
export function afterCursor(cursor: string | undefined): RawBuilder<SqlBool> {
  if (cursor === undefined) return sql`true`;
  const { createdAt, id } = decodeCursor(cursor);
  return sql`("createdAt", "id") < (${createdAt}::timestamptz, ${id}::uuid)`;
}

/** Only the filters that were given. */
export function given<Filters extends object>(
  filters: Filters,
): { [Name in keyof Filters]: NonNullable<Filters[Name]> } {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as never;
}

/** Makes a page of rows that were read with `limit + 1`: the one too many tells that there are more. */
export function toPage<Row extends { id: string; exactCreatedAt: string }>(
  rows: readonly Row[],
  limit: number,
): Page<Omit<Row, 'exactCreatedAt'>> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: kept.map(({ exactCreatedAt: _, ...row }) => row),
    nextCursor: more ? encodeCursor({ createdAt: last.exactCreatedAt, id: last.id }) : null,
  };
}
