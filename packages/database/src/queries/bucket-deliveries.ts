import { type BucketDeliveryStatus, isCompleted } from '@proofsheet/domain';
import { type SqlBool, sql } from 'kysely';
import { ago, fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { BEFORE_ALL_IDS, type UserId } from '../ids.ts';
import type { StoredError } from '../json-columns.ts';
import { recordEvent } from './events.ts';

/* Copies of outputs to a bucket of the operator's: at least once, guarded by the attempt as a generation is. */

export interface Destination {
  readonly bucket: string;
  readonly path: string;
}

/** As answers show it, within the row of its generation. */
export interface ShownDelivery extends Destination {
  readonly status: BucketDeliveryStatus;
  readonly copied: number;
  readonly attempts: number;
  readonly error: StoredError | null;
  readonly runAfter: string;
  readonly deliveredAt: string | null;
}

export const shownDelivery = sql<ShownDelivery | null>`(
  select jsonb_build_object('bucket', "bucket", 'path', "path", 'status', "BucketDelivery"."status",
    'copied', cardinality("copied"), 'attempts', "BucketDelivery"."attempt", 'error', "BucketDelivery"."error",
    'runAfter', "BucketDelivery"."runAfter", 'deliveredAt', "deliveredAt")
  from "BucketDelivery" where "generationId" = "Generation"."id")`.as('delivery');

/** With their generations: they wait for them. */
export async function createBucketDeliveries(
  tx: Tx,
  deliveries: readonly (Destination & { generationId: string })[],
): Promise<void> {
  if (deliveries.length === 0) return;
  const rows = deliveries.map((delivery) => ({ ...delivery, status: 'WAITING' as const }));
  await tx.insertInto('BucketDelivery').values(rows).execute();
}

/** Its generation is COMPLETED, perhaps again: what is there by now is delivered, but what has been already. */
export async function beginBucketDelivery(tx: Tx, generationId: string): Promise<void> {
  await tx
    .updateTable('BucketDelivery')
    .set({ status: 'PENDING', runAfter: now, tries: 0, leaseUntil: null, error: null })
    .where('generationId', '=', generationId)
    .execute();
}

/**
 * Delivers all of it again, or to another place; what is unfinished when it is COMPLETED, which it cannot become in between.
 * The caller has checked whose it is.
 */
export function deliverAgain(
  db: Db,
  { generationId, ...destination }: Destination & { generationId: string },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const generation = tx.selectFrom('Generation').select('status').where('id', '=', generationId).forShare();
    const row = await generation.executeTakeFirst();
    if (!row) return;
    const status: BucketDeliveryStatus = isCompleted(row.status) ? 'PENDING' : 'WAITING';
    const anew = { ...destination, status, runAfter: now, tries: 0, leaseUntil: null, error: null, deliveredAt: null };
    await tx
      .insertInto('BucketDelivery')
      .values({ generationId, ...anew })
      .onConflict((conflict) => conflict.column('generationId').doUpdateSet({ ...anew, copied: sql<string[]>`'{}'` }))
      .execute();
  });
}

export interface BucketClaim extends Destination {
  readonly generationId: string;
  readonly attempt: number;
  readonly tries: number;
  readonly userId: UserId;
  /** The outputs that are there already. */
  readonly copied: readonly string[];
}

const isDue = sql<SqlBool>`("BucketDelivery"."status" = 'PENDING' and "BucketDelivery"."runAfter" <= now()
  or "BucketDelivery"."status" = 'DELIVERING' and "BucketDelivery"."leaseUntil" < now())`;

/** Takes it for one attempt. Undefined: it is not due, another worker has it, or its generation is deleted. */
export function claimBucketDelivery(
  db: Db,
  { generationId, leaseSeconds }: { generationId: string; leaseSeconds: number },
): Promise<BucketClaim | undefined> {
  return db
    .updateTable('BucketDelivery')
    .from('Generation')
    .set({
      status: 'DELIVERING',
      attempt: sql`"BucketDelivery"."attempt" + 1`,
      tries: sql`"tries" + 1`,
      leaseUntil: fromNow(leaseSeconds),
    })
    .whereRef('Generation.id', '=', 'BucketDelivery.generationId')
    .where('generationId', '=', generationId)
    .where('Generation.deletedAt', 'is', null)
    .where(isDue)
    .returning(['generationId', 'bucket', 'path', 'tries', 'copied', 'BucketDelivery.attempt'])
    .returning(sql<UserId>`"userId"::text`.as('userId'))
    .executeTakeFirst();
}

type Held = Pick<BucketClaim, 'generationId' | 'attempt'>;

function held(db: Db | Tx, { generationId, attempt }: Held) {
  const row = db.updateTable('BucketDelivery').where('generationId', '=', generationId);
  return row.where('attempt', '=', attempt).where('status', '=', 'DELIVERING');
}

/** One output is there. False: another worker took over, or all of it is asked for anew. */
export async function keepCopied(
  db: Db,
  { outputId, leaseSeconds, ...claim }: Held & { outputId: string; leaseSeconds: number },
): Promise<boolean> {
  const copied = sql<string[]>`array_append("copied", ${outputId}::uuid)`;
  const { numUpdatedRows } = await held(db, claim)
    .set({ copied, leaseUntil: fromNow(leaseSeconds) })
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** All outputs are there, under these keys; and the event. */
export function endBucketDelivery(
  db: Db,
  { userId, bucket, keys, ...claim }: Held & Pick<BucketClaim, 'userId' | 'bucket'> & { keys: readonly string[] },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const done = held(tx, claim).set({ status: 'DELIVERED', leaseUntil: null, error: null, deliveredAt: now });
    if ((await done.executeTakeFirstOrThrow()).numUpdatedRows === 0n) return false;
    const { generationId } = claim;
    const data = { delivery: { to: bucket, keys } };
    await recordEvent(tx, { type: 'generation.delivered', userId, generationId, data });
    return true;
  });
}

/** Again later, or given up, with its event, where no time is said. */
export function failBucketDelivery(
  db: Db,
  {
    userId,
    error,
    retryInSeconds,
    ...claim
  }: Held & { userId: UserId; error: StoredError; retryInSeconds: number | undefined },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const after = retryInSeconds === undefined ? {} : { runAfter: fromNow(retryInSeconds) };
    const status = retryInSeconds === undefined ? 'FAILED' : 'PENDING';
    const failed = held(tx, claim).set({ status, leaseUntil: null, error: JSON.stringify(error), ...after });
    if ((await failed.executeTakeFirstOrThrow()).numUpdatedRows === 0n) return false;
    const { generationId } = claim;
    if (status === 'FAILED')
      await recordEvent(tx, { type: 'generation.delivery_failed', userId, generationId, data: error });
    return true;
  });
}

/** Its worker stops: the attempt does not count. */
export async function releaseBucketDelivery(db: Db, claim: Held): Promise<void> {
  await held(db, claim).set({ status: 'PENDING', leaseUntil: null, runAfter: now, tries: sql`"tries" - 1` }).execute();
}

/** Those whose time has come, for long enough that their job is lost or was never made. */
export function dueBucketDeliveries(
  db: Db,
  {
    settledSeconds,
    limit,
    after = BEFORE_ALL_IDS,
  }: { settledSeconds: number; limit: number; after?: string | undefined },
): Promise<{ id: string; attempt: number }[]> {
  return db
    .selectFrom('BucketDelivery')
    .innerJoin('Generation', 'Generation.id', 'BucketDelivery.generationId')
    .select(['generationId as id', 'BucketDelivery.attempt'])
    .where(isDue)
    .where('BucketDelivery.status', 'in', ['PENDING', 'DELIVERING'])
    .where('BucketDelivery.runAfter', '<=', ago(settledSeconds))
    .where('Generation.deletedAt', 'is', null)
    .where('generationId', '>', after)
    .orderBy('generationId')
    .limit(limit)
    .execute();
}
