import { sql } from 'kysely';
import { v7 } from 'uuid';

/** The id of a new row: a UUIDv7, so that later rows sort later and indexes grow at one end. */
export function newId(): string {
  return v7();
}

/** Sorts before every id: a list that continues behind it starts at its first row. */
export const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/**
 * An id of the `User` table as text, whatever its column's type: an existing table may use text, uuid, integer or
 * bigint.
 */
export type UserId = string;

/** Selected instead of the column, which would give a number where the ids are integers. */
export const userIdAsText = sql<UserId>`"userId"::text`.as('userId');
