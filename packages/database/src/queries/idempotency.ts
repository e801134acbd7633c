import { ago, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';
import type { KeptAnswer } from '../json-columns.ts';

/** A key may be used for something new after this time. */
export const IDEMPOTENCY_SECONDS = 24 * 3600;

/** A request that carries an `Idempotency-Key`. */
export interface KeyedRequest {
  readonly userId: UserId;
  readonly key: string;
  readonly operation: string;
  /** A hash of all that the request asks for: two requests with the same one are the same. */
  readonly fingerprint: string;
}

/** What an earlier request with the same key left: its answer, or that it asked for something else. */
export type EarlierRequest = { readonly answer: KeptAnswer } | 'differs';

/**
 * Takes the key within the transaction that creates. Undefined: it was free, and `keepAnswer` must follow. Of two equal
 * requests that come at once, the second waits here for the end of the first, and then finds its answer; when the first
 * one rolls back or dies, its key goes with it, and the second creates.
 */
export async function takeKey(tx: Tx, request: KeyedRequest): Promise<EarlierRequest | undefined> {
  const { userId, key, operation, fingerprint } = request;
  const taken = await tx
    .insertInto('IdempotencyKey')
    .values({ userId, key, operation, fingerprint, createdAt: now })
    .onConflict((conflict) =>
      conflict
        .columns(['userId', 'key'])
        .doUpdateSet({ operation, fingerprint, answer: null, createdAt: now })
        .where('IdempotencyKey.createdAt', '<', ago(IDEMPOTENCY_SECONDS)),
    )
    .returning('key')
    .executeTakeFirst();
  return taken ? undefined : findAnswer(tx, request);
}

/** What an earlier request left; undefined where there was none, or its time is over. */
export async function findAnswer(
  db: Db | Tx,
  { userId, key, ...request }: KeyedRequest,
): Promise<EarlierRequest | undefined> {
  const row = await db
    .selectFrom('IdempotencyKey')
    .select(['operation', 'fingerprint', 'answer'])
    .where('userId', '=', userId)
    .where('key', '=', key)
    .where('createdAt', '>=', ago(IDEMPOTENCY_SECONDS))
    .executeTakeFirst();
  if (!row?.answer) return undefined;
  const same = row.operation === request.operation && row.fingerprint === request.fingerprint;
  return same ? { answer: row.answer } : 'differs';
}

/** In the same transaction, so that what was created and its answer are stored together or not at all. */
export async function keepAnswer(tx: Tx, { userId, key }: KeyedRequest, answer: KeptAnswer): Promise<void> {
  await tx
    .updateTable('IdempotencyKey')
    .set({ answer: JSON.stringify(answer) })
    .where('userId', '=', userId)
    .where('key', '=', key)
    .execute();
}

/** Deletes keys whose time is over, and answers how many. */
export async function trimIdempotencyKeys(db: Db, { limit }: { limit: number }): Promise<number> {
  const old = db
    .selectFrom('IdempotencyKey')
    .select(['userId', 'key'])
    .where('createdAt', '<', ago(IDEMPOTENCY_SECONDS))
    .orderBy('createdAt')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const { numDeletedRows } = await db
    .deleteFrom('IdempotencyKey')
    .using(old.as('old'))
    .whereRef('IdempotencyKey.userId', '=', 'old.userId')
    .whereRef('IdempotencyKey.key', '=', 'old.key')
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
