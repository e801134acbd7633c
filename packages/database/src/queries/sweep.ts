import { type GenerationKind, MAX_ATTEMPTS } from '@proofsheet/domain';
import { sql } from 'kysely';
import type { Db, Tx, UserId } from '../connect.ts';
import { recordEvent } from './events.ts';

/*
 * What the sweep reads and mends. Any number of sweeps may run at once: rows that another one holds are skipped, and a
 * dispatch is only ever counted up.
 */

export interface Dispatch {
  readonly id: string;
  readonly kind: GenerationKind;
  readonly dispatch: number;
  readonly requestId: string | null;
}

const EXHAUSTED = {
  code: 'attempts_exhausted',
  message: 'The workers that tried this generation ended before it was done, as often as it may be tried.',
};

/**
 * Ends the attempts of workers that are gone: PROCESSING with an expired lease goes back to PENDING under a fresh
 * dispatch number, or to FAILED when its attempts are used up. Answers what is to be enqueued.
 */
export function reclaimExpiredLeases(db: Db, { limit }: { limit: number }): Promise<Dispatch[]> {
  return db.transaction().execute(async (tx) => {
    const expired = await tx
      .selectFrom('Generation')
      .select(['id', 'attempt'])
      .where('status', '=', 'PROCESSING')
      .where('leaseUntil', '<', sql<Date>`now()`)
      .orderBy('leaseUntil')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    const spent = expired.filter(({ attempt }) => attempt >= MAX_ATTEMPTS).map(({ id }) => id);
    const left = expired.filter(({ attempt }) => attempt < MAX_ATTEMPTS).map(({ id }) => id);
    await failExhausted(tx, spent);
    return dispatchAgain(tx, left);
  });
}

async function failExhausted(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const failed = await tx
    .updateTable('Generation')
    .set({ status: 'FAILED', leaseUntil: null, error: JSON.stringify(EXHAUSTED), finishedAt: sql`now()` })
    .where('id', 'in', ids)
    .returning('id')
    .returning(sql<UserId>`"userId"::text`.as('userId'))
    .execute();
  for (const { id, userId } of failed) {
    await recordEvent(tx, { type: 'generation.failed', userId, generationId: id, data: EXHAUSTED });
  }
}

/** PENDING rows that have waited long enough for their job to be there by now, the oldest first. */
export function pendingGenerations(
  db: Db,
  { olderThanSeconds, limit }: { olderThanSeconds: number; limit: number },
): Promise<Dispatch[]> {
  return db
    .selectFrom('Generation')
    .select(['id', 'kind', 'dispatch', 'requestId'])
    .where('status', '=', 'PENDING')
    .where('runAfter', '<', olderThan(olderThanSeconds))
    .orderBy('runAfter')
    .limit(limit)
    .execute();
}

/** A fresh dispatch number for those of the ids that are still PENDING: the queue ignores a job id that it still holds. */
export async function redispatch(db: Db, { ids }: { ids: string[] }): Promise<Dispatch[]> {
  return db.transaction().execute((tx) => dispatchAgain(tx, ids));
}

async function dispatchAgain(tx: Tx, ids: string[]): Promise<Dispatch[]> {
  if (ids.length === 0) return [];
  return tx
    .updateTable('Generation')
    .set({
      status: 'PENDING',
      leaseUntil: null,
      dispatch: sql`"dispatch" + 1`,
      runAfter: sql`now()`,
      updatedAt: sql`now()`,
    })
    .where('id', 'in', ids)
    .where('status', 'in', ['PENDING', 'PROCESSING'])
    .where((where) => where.or([where('status', '=', 'PENDING'), where('leaseUntil', '<', sql<Date>`now()`)]))
    .returning(['id', 'kind', 'dispatch', 'requestId'])
    .execute();
}

/** PENDING assets whose ingest job seems lost. Touches them, so that the next sweep does not find them again at once. */
export function pendingAssets(
  db: Db,
  { olderThanSeconds, limit }: { olderThanSeconds: number; limit: number },
): Promise<{ id: string; requestId: string | null }[]> {
  return db
    .updateTable('Asset')
    .set({ updatedAt: sql`now()` })
    .where('id', 'in', (query) =>
      query
        .selectFrom('Asset')
        .select('id')
        .where('status', '=', 'PENDING')
        .where('updatedAt', '<', olderThan(olderThanSeconds))
        .orderBy('updatedAt')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'requestId'])
    .execute();
}

const olderThan = (seconds: number) => sql<Date>`now() - make_interval(secs => ${seconds})`;
