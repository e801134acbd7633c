import { backlogOf, lockBacklog, type Tx, type UserBacklog, type UserId } from '@proofsheet/database';
import { Fault, priorityOf } from '@proofsheet/domain';
import type { ApiSettings } from './dependencies.ts';

/** Several generations are done in this time, in most systems. */
const RETRY_AFTER_SECONDS = 10;

/** More requests of one user are hardly under way at the same moment: each holds a connection to the database. */
const AT_ONCE = 100;

/**
 * Refuses one more generation of a user who has too many unfinished ones. Answers the priority that the new one is to have.
 * Near the limit the user's requests come one after the other, each transaction with its order in it before the next
 * is counted, so that twenty at once do not go over it; far from it nobody waits.
 */
export async function requireRoom(
  tx: Tx,
  userId: UserId,
  { unfinishedPerUser }: Pick<ApiSettings, 'unfinishedPerUser'>,
): Promise<number> {
  const limitOf = ({ unfinishedLimit }: UserBacklog) => unfinishedLimit ?? unfinishedPerUser;
  let backlog = await backlogOf(tx, userId);
  if (backlog.unfinished + AT_ONCE > limitOf(backlog)) {
    await lockBacklog(tx, userId);
    backlog = await backlogOf(tx, userId);
  }
  const { unfinished, weight } = backlog;
  const limit = limitOf(backlog);
  if (unfinished < limit) return priorityOf({ unfinished: unfinished + 1, weight });
  const message = `You have ${unfinished} unfinished generations, and may have ${limit}: wait for some to end, or cancel some.`;
  throw new Fault('too_many_unfinished', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
