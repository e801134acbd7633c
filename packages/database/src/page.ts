import { Fault } from '@proofsheet/domain';
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';

/** Where a page ended. `at` is the row's time in full: JavaScript's Date would lose its microseconds, and rows with them. */
interface Position {
  readonly at: string;
  readonly id: string;
}

export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** Hand it in to get the next page; null on the last one. */
  readonly nextCursor: string | null;
}

const positionSchema = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), z.uuid()]);

export function encodeCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** Throws `validation_failed` for anything that this system did not hand out. */
export function decodeCursor(cursor: string): Position {
  try {
    const [at, id] = positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch (cause) {
    throw new Fault('validation_failed', 'The cursor is not one of ours: hand in a nextCursor as it was given.', {
      field: 'cursor',
      cause,
    });
  }
}

/** A creation time as text with all its microseconds, for the cursor. */
export function exactTime(column: string) {
  return sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The rows behind a cursor, newest first: one comparison of a pair, which an index on both columns answers. */
export function afterCursor(cursor: string | undefined, createdAt = 'createdAt', id = 'id') {
  return <DB, TB extends keyof DB>(_: ExpressionBuilder<DB, TB>) => {
    if (cursor === undefined) return sql<SqlBool>`true`;
    const position = decodeCursor(cursor);
    return sql<SqlBool>`(${sql.ref(createdAt)}, ${sql.ref(id)}) < (${position.at}::timestamptz, ${position.id}::uuid)`;
  };
}

/** Makes a page of rows that were read with `limit + 1`: the one too many tells that there are more. */
export function toPage<Row extends { id: string; exactCreatedAt: string }>(
  rows: readonly Row[],
  limit: number,
): Page<Omit<Row, 'exactCreatedAt'>> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor({ at: last.exactCreatedAt, id: last.id }) : null;
  return { rows: kept.map(({ exactCreatedAt: _, ...row }) => row), nextCursor };
}
