import { type GenerationKind, MAX_ATTEMPTS } from '@proofsheet/domain';
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { ago, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { BEFORE_ALL_IDS, type UserId, userIdAsText } from '../ids.ts';
import type { StoredError } from '../json-columns.ts';
import type { DB } from '../schema.generated.ts';
import { hasExpiredLease, isClaimable } from '../states.ts';
import { countedAttempts } from './attempts.ts';
import { recordUnmade, UNMADE_COLUMNS, unmade } from './unmade.ts';

/*
 * What the sweep reads and repairs. Several sweeps may run at once: each skips the rows that another one holds, and dispatch
 * numbers only rise.
 */

/** What a generation's job is enqueued with. */
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
  message: `None of the ${MAX_ATTEMPTS} attempts at this generation came to an end.`,
};

/**
 * Ends the attempts of workers that are gone: PROCESSING with an expired lease goes back to PENDING under a new
 * dispatch number, or ends when its attempts are used up. Answers what is to be enqueued; a crash before that leaves
 * PENDING rows, which the next sweep finds.
 */
export function reclaimExpiredLeases(db: Db, { limit }: { limit: number }): Promise<Dispatch[]> {
  return db.transaction().execute(async (tx) => {
    const expired = await tx
      .selectFrom('Generation')
      .select(['id', 'attempt', 'excused', 'dispatch'])
      .where(hasExpiredLease)
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
    .set(unmade('FAILED', EXHAUSTED))
    .where('id', 'in', ids)
    .returning(UNMADE_COLUMNS)
    .execute();
  await recordUnmade(tx, failed, EXHAUSTED);
}

/** A page of the sweep: rows of at least that age, in the order of their ids. */
export interface SweepPage {
  readonly olderThanSeconds: number;
  readonly limit: number;
  /** The last id of the page before, so that the sweep finds what was lost at the end of a long queue. */
  readonly after?: string | undefined;
}

/** PENDING rows whose job should be in the queue by now. Rows in their backoff are left out. */
export function pendingGenerations(
  db: Db,
  { olderThanSeconds, limit, after = BEFORE_ALL_IDS }: SweepPage,
): Promise<Dispatch[]> {
  return db
    .selectFrom('Generation')
    .select([...DISPATCH, userIdAsText])
    .where('status', '=', 'PENDING')
    .where('updatedAt', '<', ago(olderThanSeconds))
    .where((where) => where.or([where('runAfter', 'is', null), where('runAfter', '<', ago(olderThanSeconds))]))
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** A row, and the dispatch number that it had when it was read. */
type ReadRow = Pick<Dispatch, 'id' | 'dispatch'>;

/**
 * A new dispatch number for the rows that are still PENDING under the number that was read, because a queue ignores a
 * job id that it still holds. Of several sweeps that found the same row, one gets it.
 */
export async function redispatch(db: Db, { rows }: { rows: readonly ReadRow[] }): Promise<Dispatch[]> {
  return db.transaction().execute((tx) => dispatchAgain(tx, rows));
}

/**
 * Sets claimable rows to PENDING under the next dispatch number, and skips all others: also those that somebody holds,
 * who may be deleting many and wait for another one of these.
 */
async function dispatchAgain(tx: Tx, rows: readonly ReadRow[]): Promise<Dispatch[]> {
  if (rows.length === 0) return [];
  const free = tx.selectFrom('Generation').select('id').where(isUnchanged(rows)).where(isClaimable);
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
    .where('id', 'in', free.forUpdate().skipLocked())
    .returning([...DISPATCH, userIdAsText])
    .execute();
}

function isUnchanged(rows: readonly ReadRow[]) {
  const pairs = rows.map(({ id, dispatch }) => sql`(${id}::uuid, ${dispatch}::integer)`);
  return (_: ExpressionBuilder<DB, 'Generation'>) => sql<SqlBool>`("id", "dispatch") in (${sql.join(pairs)})`;
}

export interface PendingAsset {
  readonly id: string;
  readonly requestId: string | null;
  readonly createdAt: Date;
  /** The database's clock, in minutes. */
  readonly minute: number;
}

/** PENDING assets whose ingest job should be in the queue by now. */
export function pendingAssets(
  db: Db,
  { olderThanSeconds, limit, after = BEFORE_ALL_IDS }: SweepPage,
): Promise<PendingAsset[]> {
  return db
    .selectFrom('Asset')
    .select(['id', 'requestId', 'createdAt'])
    .select(sql<number>`floor(extract(epoch from now()) / 60)::integer`.as('minute'))
    .where('status', '=', 'PENDING')
    .where('createdAt', '<', ago(olderThanSeconds))
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}
