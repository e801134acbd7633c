import { type GenerationKind, isCancelled } from '@proofsheet/domain';
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db } from '../connect.ts';
import type { UserId } from '../ids.ts';
import type { StoredError } from '../json-columns.ts';
import { given } from '../page.ts';
import type { DB } from '../schema.generated.ts';
import { isUnfinished } from '../states.ts';
import type { Attempt } from './attempts.ts';
import { recordUnmade, UNMADE_COLUMNS, unmade } from './unmade.ts';

/*
 * Generations that a client or the deadline ends, not a worker. A worker that is making one notices within half a second,
 * stops and removes its files; what it still writes is guarded by state and attempt, and changes nothing.
 */

const OVERDUE: StoredError = {
  code: 'deadline_exceeded',
  message: 'The generation was not finished before its deadline.',
};

type Where = ExpressionBuilder<DB, 'Generation'>;
type Condition = (where: Where) => ReturnType<Where['and']>;

/**
 * To CANCELLED, and the event; a retry of a COMPLETED generation back to what it was. False: the generation had ended
 * before, or is not this user's.
 */
export async function cancelGeneration(db: Db, { userId, id }: { userId: UserId; id: string }): Promise<boolean> {
  const cancelled = await cancel(db, (where) => where.and([where('id', '=', id), where('userId', '=', userId)]));
  return cancelled > 0;
}

/** What is cancelled of a user's unfinished generations: all that is asked for here. */
export interface CancelFilter {
  readonly userId: UserId;
  readonly ids?: readonly string[] | undefined;
  readonly projectId?: string | undefined;
  readonly kind?: GenerationKind | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** Cancels a page of them, and answers how many: none are left when it is 0. */
export function cancelGenerations(
  db: Db,
  { userId, ids, projectId, kind, metadata, limit }: CancelFilter & { limit: number },
): Promise<number> {
  const page = (where: Where) =>
    where
      .selectFrom('Generation')
      .select('id')
      .where((one) => one.and(given({ userId, projectId, kind })))
      .where(isUnfinished)
      .where(ids === undefined ? sql<SqlBool>`true` : sql<SqlBool>`"id" = any(${[...ids]}::uuid[])`)
      .where(
        metadata === undefined ? sql<SqlBool>`true` : sql<SqlBool>`"metadata" @> ${JSON.stringify(metadata)}::jsonb`,
      )
      .orderBy('id')
      .limit(limit)
      .forUpdate();
  return cancel(db, (where) => where.and([where('id', 'in', page(where))]));
}

/** All of a batch that has not ended. Answers how many. */
export function cancelBatch(db: Db, { userId, id }: { userId: UserId; id: string }): Promise<number> {
  return cancel(db, (where) => where.and([where('batchId', '=', id), where('userId', '=', userId)]));
}

/**
 * Ends what has passed its deadline, the longest overdue first, and answers how many. Several sweeps may do so at once.
 */
export function cancelOverdue(db: Db, { limit }: { limit: number }): Promise<number> {
  const overdue = (where: Where) =>
    where
      .selectFrom('Generation')
      .select('id')
      .where(isUnfinished)
      .where('deadlineAt', '<', now)
      .orderBy('deadlineAt')
      .limit(limit)
      .forUpdate()
      .skipLocked();
  return cancel(db, (where) => where.and([where('id', 'in', overdue(where))]), OVERDUE);
}

/**
 * Whether a worker still has its generation. One that has passed its deadline is cancelled here. A retry that was
 * cancelled is COMPLETED again: lost to its worker, like one that another worker completed.
 */
export async function attemptState(db: Db, { id, attempt }: Attempt): Promise<'ours' | 'cancelled' | 'lost'> {
  const row = await db
    .selectFrom('Generation')
    .select(['status', 'attempt'])
    .select(sql<boolean>`coalesce("deadlineAt" < now(), false)`.as('overdue'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (row && isCancelled(row.status)) return 'cancelled';
  if (row?.status !== 'PROCESSING' || row.attempt !== attempt) return 'lost';
  if (!row.overdue) return 'ours';
  await cancel(db, (where) => where.and([where('id', '=', id), where('deadlineAt', '<', now)]), OVERDUE);
  return 'cancelled';
}

function cancel(db: Db, condition: Condition, error?: StoredError): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const cancelled = await tx
      .updateTable('Generation')
      .set(unmade('CANCELLED', error))
      .where(isUnfinished)
      .where(condition)
      .returning(UNMADE_COLUMNS)
      .execute();
    await recordUnmade(tx, cancelled, error);
    return cancelled.length;
  });
}
