import type { Backlog } from '@proofsheet/domain';
import { sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { type UserId, userIdAsText } from '../ids.ts';
import { isUnfinished } from '../states.ts';

/** What an operator has set for one user. */
export interface UserShare {
  readonly userId: UserId;
  readonly weight: number;
  /** Null: the limit that holds for everybody. */
  readonly unfinishedLimit: number | null;
}

/** A user's unfinished work and limits. Counting reads one index, however many generations have ended. */
export interface UserBacklog extends Backlog, UserShare {}

const NO_SHARE = { weight: 1, unfinishedLimit: null };

export async function backlogOf(db: Db | Tx, userId: UserId): Promise<UserBacklog> {
  const backlogs = await backlogsOf(db, [userId]);
  return backlogs.get(userId) ?? { userId, unfinished: 0, ...NO_SHARE };
}

/**
 * Other transactions that call this for the same user wait until this one ends: each then reads a backlog that includes
 * what the one before it added.
 */
export async function lockBacklog(tx: Tx, userId: UserId): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`backlog ${userId}`}, 0))`.execute(tx);
}

export async function backlogsOf(db: Db | Tx, userIds: readonly UserId[]): Promise<Map<UserId, UserBacklog>> {
  if (userIds.length === 0) return new Map();
  const unfinished = await db
    .selectFrom('Generation')
    .select([userIdAsText, sql<number>`count(*)::int`.as('count')])
    .where('userId', 'in', userIds)
    .where(isUnfinished)
    .groupBy('userId')
    .execute();
  const shares = await selectShares(db).where('userId', 'in', userIds).execute();
  const backlogs = userIds.map((userId): UserBacklog => {
    const count = unfinished.find((row) => row.userId === userId)?.count ?? 0;
    return { unfinished: count, ...(shares.find((row) => row.userId === userId) ?? { userId, ...NO_SHARE }) };
  });
  return new Map(backlogs.map((backlog) => [backlog.userId, backlog]));
}

/** All users for whom an operator has set something. */
export function listShares(db: Db): Promise<UserShare[]> {
  return selectShares(db).orderBy('userId').execute();
}

/** Sets what is given and leaves the rest as it is. Takes effect with every job that is enqueued from now on. */
export async function setShare(
  db: Db,
  { userId, ...share }: Pick<UserShare, 'userId'> & Partial<UserShare>,
): Promise<void> {
  await db
    .insertInto('UserShare')
    .values({ userId, ...share })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ ...share, updatedAt: now }))
    .execute();
}

function selectShares(db: Db | Tx) {
  return db.selectFrom('UserShare').select([userIdAsText, 'weight', 'unfinishedLimit']);
}
