import type { GenerationStatus } from '@proofsheet/domain';
import { sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';
import type { RefusedRow } from '../json-columns.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';

export interface NewBatch {
  readonly id: string;
  readonly userId: UserId;
  readonly total: number;
  readonly refused: readonly RefusedRow[];
  readonly requestId: string;
  readonly webhookId?: string | null;
}

/** The generations of a batch by their states. Those that were deleted are in none. */
export type BatchCounts = Readonly<Record<GenerationStatus, number>>;

const counts = sql<Partial<BatchCounts>>`coalesce((
  select jsonb_object_agg("status", "count") from (
    select "status", count(*) as "count" from "Generation" where "batchId" = "Batch"."id" and "deletedAt" is null group by "status") as "each"
), '{}')`.as('counts');

function selectBatches(db: Db | Tx) {
  return db
    .selectFrom('Batch')
    .select(['id', 'total', 'refused', 'createdAt', 'finishedAt', 'webhookId'])
    .select(counts);
}

export type BatchRow = Awaited<ReturnType<ReturnType<typeof selectBatches>['executeTakeFirstOrThrow']>>;

/** Before its generations, which refer to it. That the last of them ends it is up to the trigger of migration 0015. */
export async function createBatch(tx: Tx, { refused, ...batch }: NewBatch): Promise<void> {
  await tx
    .insertInto('Batch')
    .values({ ...batch, refused: JSON.stringify(refused) })
    .execute();
}

export function findBatch(db: Db | Tx, { userId, id }: { userId: UserId; id: string }): Promise<BatchRow | undefined> {
  return selectBatches(db).where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
}

/** A user's batches, newest first. */
export async function listBatches(
  db: Db,
  { userId, cursor, limit }: PageRequest & { readonly userId: UserId },
): Promise<Page<BatchRow>> {
  const listed = { list: 'batches', userId };
  const rows = await selectBatches(db)
    .select(exactCreatedAt)
    .where('userId', '=', userId)
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}
