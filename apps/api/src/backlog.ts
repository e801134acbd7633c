import { backlogOf, type Tx, type UserId } from '@proofsheet/database';
import { Fault, priorityOf } from '@proofsheet/domain';
import type { ApiSettings } from './dependencies.ts';

/** Several generations are done in this time, in most systems. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Refuses one more generation of a user who has too many unfinished ones. Answers the priority that the new one is to have.
 * Requests that come at the very same moment may go over the limit by as many as they are.
 */
export async function requireRoom(
  tx: Tx,
  userId: UserId,
  { unfinishedPerUser }: Pick<ApiSettings, 'unfinishedPerUser'>,
): Promise<number> {
  const { unfinished, weight, unfinishedLimit } = await backlogOf(tx, userId);
  const limit = unfinishedLimit ?? unfinishedPerUser;
  if (unfinished < limit) return priorityOf({ unfinished: unfinished + 1, weight });
  const message = `You have ${unfinished} unfinished generations, and may have ${limit}: wait for some to end, or cancel some.`;
  throw new Fault('too_many_unfinished', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
