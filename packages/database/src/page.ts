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
const exactTime = z.iso
  .datetime({ precision: 6 })
  .refine((time) => !time.startsWith('0000'), 'PostgreSQL has no year 0');
const positionSchema = z.tuple([exactTime, z.uuid()]);

/** Opaque to clients. */
export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** Throws `validation_failed` for what this system never gave out. */
export function decodeCursor(cursor: string): Position {
  try {
    const [createdAt, id] = positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt, id };
  } catch (cause) {
    throw new Fault('validation_failed', 'This is no cursor of this server: send a nextCursor exactly as you got it.', {
      field: 'cursor',
      cause,
    });
  }
}

/** The creation time as text with all its microseconds, for the cursor: a JavaScript Date would lose them. */
export const exactCreatedAt = sql<string>`to_char("createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as(
  'exactCreatedAt',
);

/** True for the rows behind the cursor; without a cursor, for every row. */
export function afterCursor(cursor: string | undefined): RawBuilder<SqlBool> {
  if (cursor === undefined) return sql`true`;
  const { createdAt, id } = decodeCursor(cursor);
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
): Page<Omit<Row, 'exactCreatedAt'>> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: kept.map(({ exactCreatedAt: _, ...row }) => row),
    nextCursor: more ? encodeCursor({ createdAt: last.exactCreatedAt, id: last.id }) : null,
  };
}
