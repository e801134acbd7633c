import { sql } from 'kysely';

/** An id of the `User` table as text, whatever its column's type: an existing table may use text, uuid, integer, bigint. */
export type UserId = string;

/** Whose row it is. Selected by this and not as the column, which gives a number where the ids are integers. */
export const ownerId = sql<UserId>`"userId"::text`.as('userId');
