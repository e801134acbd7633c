import { backlogOf, lockBacklog, type Tx, type UserBacklog, type UserId } from '@proofsheet/database';
import { Fault, priorityOf } from '@proofsheet/domain';
import type { ApiSettings } from './dependencies.ts';

/** In most systems several generations end in this time. */
const RETRY_AFTER_SECONDS = 10;

/** One user hardly has more requests under way at the same moment: each holds a connection to the database. */
const CONCURRENT_REQUESTS = 100;

/**
 * Refuses one more generation of a user who has too many unfinished ones, and answers the priority of a new one. Near
 * the limit the user's requests wait for each other: each transaction inserts its generation before the next one
 * counts, so twenty requests at once do not exceed the limit. Far from it no request waits. `added` is how many of the
 * unfinished ones this transaction itself has made so already.
 */
export async function admitGeneration(
  tx: Tx,
  userId: UserId,
  { unfinishedPerUser }: Pick<ApiSettings, 'unfinishedPerUser'>,
  added = 0,
): Promise<number> {
  const limitOf = ({ unfinishedLimit }: UserBacklog) => unfinishedLimit ?? unfinishedPerUser;
  let backlog = await backlogOf(tx, userId);
  if (backlog.unfinished - added + CONCURRENT_REQUESTS > limitOf(backlog)) {
    await lockBacklog(tx, userId);
    backlog = await backlogOf(tx, userId);
  }
  const { weight } = backlog;
  const unfinished = backlog.unfinished - added;
  const limit = limitOf(backlog);
  if (unfinished < limit) return priorityOf({ unfinished: unfinished + 1, weight });
  const message = `You have ${unfinished} unfinished generations, and may have ${limit}: wait for some to end, or cancel some.`;
  throw new Fault('too_many_unfinished', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
