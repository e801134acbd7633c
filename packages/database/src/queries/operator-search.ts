import type { GenerationKind, GenerationStatus } from '@proofsheet/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../connect.ts';
import { isNoId } from '../faults.ts';
import { isThere } from '../filters.ts';
import { type UserId, userIdAsText } from '../ids.ts';
import type { StoredError } from '../json-columns.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';

export interface OperatorSearch extends PageRequest {
  /** Of a generation, or of an asset that generations use. */
  readonly id?: string | undefined;
  readonly userId?: UserId | undefined;
  readonly code?: string | undefined;
  readonly status?: GenerationStatus | undefined;
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}

/** What operators see of a generation of anybody: never what is written or shown in it. */
export interface FoundGeneration {
  readonly id: string;
  readonly userId: UserId;
  readonly kind: GenerationKind;
  readonly status: GenerationStatus;
  readonly error: StoredError | null;
  readonly attempt: number;
  readonly dispatch: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Of how many generations of one asset, the newest ones are found. */
const OF_ASSET = 1000;

/**
 * Generations of all users, newest first: for operators alone. Each way to ask has an index that begins with it. Nobody
 * has an id that no row can have.
 */
export async function searchGenerations(
  db: Db,
  { cursor, limit, ...search }: OperatorSearch,
): Promise<Page<FoundGeneration>> {
  const listed = { list: 'operator-generations', ...search };
  const after = afterCursor(cursor, listed);
  try {
    const rows = await db
      .selectFrom('Generation')
      .select(['id', 'kind', 'status', 'error', 'attempt', 'dispatch', 'createdAt', 'startedAt', 'finishedAt'])
      .select([userIdAsText, exactCreatedAt])
      .where(isThere)
      .where(sql.join<SqlBool>(conditionsOf(search), sql` and `))
      .where(after)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, listed);
  } catch (error) {
    if (search.userId !== undefined && isNoId(error)) return { rows: [], nextCursor: null };
    throw error;
  }
}

function conditionsOf({ id, userId, code, status, createdAfter, createdBefore }: Omit<OperatorSearch, 'limit'>) {
  const conditions: RawBuilder<SqlBool>[] = [sql`true`];
  if (id !== undefined)
    conditions.push(sql`"id" = any(array(
      select ${id}::uuid union all
      select "generationId" from "GenerationAsset" where "assetId" = ${id}::uuid limit ${sql.lit(OF_ASSET)}))`);
  if (userId !== undefined) conditions.push(sql`"userId" = ${userId}`);
  // Written out, so that the planner knows which index has these rows alone.
  if (code !== undefined) conditions.push(sql`"status" = 'FAILED' and "error" ->> 'code' = ${code}`);
  if (status !== undefined) conditions.push(sql`"status" = ${sql.lit(status)}`);
  if (createdAfter !== undefined) conditions.push(sql`"createdAt" > ${createdAfter}::timestamptz`);
  if (createdBefore !== undefined) conditions.push(sql`"createdAt" < ${createdBefore}::timestamptz`);
  return conditions;
}
