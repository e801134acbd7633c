import { createHash } from 'node:crypto';
import { Fault } from '@proofsheet/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';

/*
 * Lists are read newest first, by the pair of creation time and id, since rows of one transaction share their time. No row is
 * skipped or repeated while others are inserted. An index that begins with the filter and continues with the pair answers any
 * page at the same cost.
 */

export interface PageRequest {
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** Pass it as `cursor` to get the next page; null on the last page. */
  readonly nextCursor: string | null;
}

/** The last row of a page. Its time is in UTC, with all microseconds. */
export interface Position {
  readonly createdAt: string;
  readonly id: string;
}

/** `2026-11-23T04:18:53.123456Z` */
const exactTimeSchema = z.iso
  .datetime({ precision: 6 })
  .refine((time) => !time.startsWith('0000'), 'PostgreSQL has no year 0');
const cursorSchema = z.tuple([exactTimeSchema, z.uuid(), z.string()]);

/** What a list shows: its name, its user and its filters. A cursor belongs to one of them. */
export type Listed = Readonly<Record<string, unknown>> & { readonly list: string };

/** Opaque to clients. */
export function encodeCursor({ createdAt, id }: Position, listed: Listed): string {
  return Buffer.from(JSON.stringify([createdAt, id, markOf(listed)])).toString('base64url');
}

/** Throws `validation_failed` for what this system never gave out, or gave out for another list. */
export function decodeCursor(cursor: string, listed: Listed): Position {
  const [createdAt, id, mark] = readCursor(cursor);
  if (mark === markOf(listed)) return { createdAt, id };
  throw refused('The cursor is of another list: send a nextCursor with the filters that you got it with.');
}

function readCursor(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw refused('This is no cursor of this server: send a nextCursor exactly as you got it.', cause);
  }
}

/** No secret: it only tells lists apart. Ids may be written in either case. */
function markOf(listed: Listed): string {
  const sorted = Object.entries(given(listed)).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted).toLowerCase()).digest('base64url').slice(0, 12);
}

function refused(message: string, cause?: unknown): Fault {
  return new Fault('validation_failed', message, { field: 'cursor', cause });
}

/** The creation time as text with all its microseconds, for the cursor: a JavaScript Date would lose them. */
export const exactTime = sql<string>`to_char("createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
export const exactCreatedAt = exactTime.as('exactCreatedAt');

/** True for the rows behind the cursor; without a cursor, for every row. */
export function afterCursor(cursor: string | undefined, listed: Listed): RawBuilder<SqlBool> {
  if (cursor === undefined) return sql`true`;
  const { createdAt, id } = decodeCursor(cursor, listed);
  return sql`("createdAt", "id") < (${createdAt}::timestamptz, ${id}::uuid)`;
}

/** The filters that were given, without the undefined ones. */
export function given<Filters extends object>(
  filters: Filters,
): { [Name in keyof Filters]: NonNullable<Filters[Name]> } {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as never;
}

/** A page of rows that were read with `limit + 1`: the extra row tells that there are more. */
export function toPage<Row extends { id: string; exactCreatedAt: string }>(
  rows: readonly Row[],
  limit: number,
  listed: Listed,
): Page<Omit<Row, 'exactCreatedAt'>> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: kept.map(({ exactCreatedAt: _, ...row }) => row),
    nextCursor: more ? encodeCursor({ createdAt: last.exactCreatedAt, id: last.id }, listed) : null,
  };
}
