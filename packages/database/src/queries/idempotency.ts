import { ago, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { KeptAnswer } from '../kept-answer.ts';
import type { UserId } from '../user-id.ts';

/** After so long a key may be used for something new. */
export const IDEMPOTENCY_SECONDS = 24 * 3600;

/** What a client says with an `Idempotency-Key`: this request, once. */
export interface Once {
  readonly userId: UserId;
  readonly key: string;
  readonly operation: string;
  /** Of all that the request asks for: two requests are the same when these are. */
  readonly fingerprint: string;
}

/** What became of an earlier request with the same key. */
export type Earlier = { readonly answer: KeptAnswer } | 'differs';

/**
 * Takes the key within the transaction that creates. Undefined: it is ours, and `keepAnswer` must follow. Of twins that
 * arrive at once the second waits here for the first one's end, and then finds its answer; when the first one rolls back or
 * dies, its key goes with it, and the second creates.
 */
export async function takeKey(tx: Tx, once: Once): Promise<Earlier | undefined> {
  const { userId, key, operation, fingerprint } = once;
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
  return taken ? undefined : findAnswer(tx, once);
}

/** The answer of an earlier request; undefined where there was none, or none that still counts. */
export async function findAnswer(db: Db | Tx, { userId, key, ...request }: Once): Promise<Earlier | undefined> {
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

/** In the same transaction: what was created and the answer that tells of it are there together or not at all. */
export async function keepAnswer(tx: Tx, { userId, key }: Once, answer: KeptAnswer): Promise<void> {
  await tx
    .updateTable('IdempotencyKey')
    .set({ answer: JSON.stringify(answer) })
    .where('userId', '=', userId)
    .where('key', '=', key)
    .execute();
}

/** Forgets keys whose time is over. Answers how many. */
export async function trimIdempotencyKeys(db: Db, { limit }: { limit: number }): Promise<number> {
  const old = db
    .selectFrom('IdempotencyKey')
    .select(['userId', 'key'])
    .where('createdAt', '<', ago(IDEMPOTENCY_SECONDS))
    .orderBy('createdAt')
    .limit(limit);
  const { numDeletedRows } = await db
    .deleteFrom('IdempotencyKey')
    .using(old.as('old'))
    .whereRef('IdempotencyKey.userId', '=', 'old.userId')
    .whereRef('IdempotencyKey.key', '=', 'old.key')
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
