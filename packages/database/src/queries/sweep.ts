import { type GenerationKind, MAX_ATTEMPTS } from '@proofsheet/domain';
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { ago, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { DB } from '../schema.generated.ts';
import type { StoredError } from '../stored-error.ts';
import { ownerId, type UserId } from '../user-id.ts';
import { countedAttempts, leaseRanOut } from './attempts.ts';
import { FAILED, failure, recordFailures } from './end-of-attempt.ts';

/*
 * What the sweep reads and mends. Any number of sweeps may run at once: rows that another one holds are skipped, and a
 * dispatch number is only ever counted up.
 */

/** What a job needs, and under which number it is enqueued. */
export interface Dispatch {
  readonly id: string;
  readonly userId: UserId;
  readonly kind: GenerationKind;
  readonly dispatch: number;
  readonly requestId: string | null;
}

const DISPATCH = ['id', 'kind', 'dispatch', 'requestId'] as const;

const EXHAUSTED: StoredError = {
  code: 'attempts_exhausted',
  message: `None of the ${MAX_ATTEMPTS} workers that tried this generation came to its end.`,
};

/**
 * Ends the attempts of workers that are gone: PROCESSING with a lease that ran out goes back to PENDING under a fresh
 * dispatch number, or to FAILED when its attempts are used up. Answers what is to be enqueued; a crash before that
 * leaves PENDING rows, which the next sweep finds.
 */
export function reclaimExpiredLeases(db: Db, { limit }: { limit: number }): Promise<Dispatch[]> {
  return db.transaction().execute(async (tx) => {
    const expired = await tx
      .selectFrom('Generation')
      .select(['id', 'attempt', 'excused', 'dispatch'])
      .where(leaseRanOut())
      .orderBy('leaseUntil')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    const isSpent = (row: (typeof expired)[number]) => countedAttempts(row) >= MAX_ATTEMPTS;
    await failExhausted(
      tx,
      expired.filter(isSpent).map(({ id }) => id),
    );
    return dispatchAgain(
      tx,
      expired.filter((row) => !isSpent(row)),
    );
  });
}

async function failExhausted(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const failed = await tx
    .updateTable('Generation')
    .set(failure(EXHAUSTED))
    .where('id', 'in', ids)
    .returning(FAILED)
    .execute();
  await recordFailures(tx, failed, EXHAUSTED);
}

/** A page of the sweep: rows at least so old, in the order of their ids, from behind `after`. */
export interface SweepPage {
  readonly olderThanSeconds: number;
  readonly limit: number;
  /** The last id of the page before. A long queue is no reason to miss what was lost at its end. */
  readonly after?: string | undefined;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** PENDING rows whose job should be in the queue by now: those in their backoff are left alone. */
export function pendingGenerations(
  db: Db,
  { olderThanSeconds, limit, after = FIRST_ID }: SweepPage,
): Promise<Dispatch[]> {
  return db
    .selectFrom('Generation')
    .select([...DISPATCH, ownerId])
    .where('status', '=', 'PENDING')
    .where('updatedAt', '<', ago(olderThanSeconds))
    .where((where) => where.or([where('runAfter', 'is', null), where('runAfter', '<', ago(olderThanSeconds))]))
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** A row, and the number under which its job was last enqueued. */
type Seen = Pick<Dispatch, 'id' | 'dispatch'>;

/**
 * A fresh dispatch number for those that are still PENDING under the number that was seen, because a queue ignores a job id
 * that it still holds. Of several sweeps that found the same row, one gets it.
 */
export async function redispatch(db: Db, { seen }: { seen: readonly Seen[] }): Promise<Dispatch[]> {
  return db.transaction().execute((tx) => dispatchAgain(tx, seen));
}

/** Puts rows that are PENDING, or whose lease ran out, to PENDING under the next number; skips all others. */
async function dispatchAgain(tx: Tx, seen: readonly Seen[]): Promise<Dispatch[]> {
  if (seen.length === 0) return [];
  return tx
    .updateTable('Generation')
    .set({
      status: 'PENDING',
      leaseUntil: null,
      runAfter: null,
      progress: sql`"kept"`,
      dispatch: sql`"dispatch" + 1`,
      updatedAt: now,
    })
    .where(unchangedSince(seen))
    .where((where) => where.or([where('status', '=', 'PENDING'), leaseRanOut()]))
    .returning([...DISPATCH, ownerId])
    .execute();
}

function unchangedSince(seen: readonly Seen[]) {
  const pairs = seen.map(({ id, dispatch }) => sql`(${id}::uuid, ${dispatch}::integer)`);
  return (_: ExpressionBuilder<DB, 'Generation'>) => sql<SqlBool>`("id", "dispatch") in (${sql.join(pairs)})`;
}

export interface PendingAsset {
  readonly id: string;
  readonly requestId: string | null;
  readonly createdAt: Date;
}

/** PENDING assets whose ingest job should be in the queue by now. */
export function pendingAssets(
  db: Db,
  { olderThanSeconds, limit, after = FIRST_ID }: SweepPage,
): Promise<PendingAsset[]> {
  return db
    .selectFrom('Asset')
    .select(['id', 'requestId', 'createdAt'])
    .where('status', '=', 'PENDING')
    .where('createdAt', '<', ago(olderThanSeconds))
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}
