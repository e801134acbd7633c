import { type GenerationStatus, isCancelled, isCompleted } from '@proofsheet/domain';
import { sql } from 'kysely';
import { expiry, now } from '../clock.ts';
import type { Tx } from '../connect.ts';
import { type UserId, userIdAsText } from '../ids.ts';
import type { StoredError } from '../json-columns.ts';
import { wasCompleted } from '../states.ts';
import { recordEvents } from './events.ts';

/*
 * Generations that end without what they were asked for: failed, cancelled, overdue. What was COMPLETED before a retry is so
 * again, whoever ends the retry, with the outputs that it had and what it lacked.
 */

/** The columns of an unfinished row that ends so. An error also says why a retry made nothing. */
export function unmade(status: 'FAILED' | 'CANCELLED', error: StoredError | undefined) {
  const made = sql<number>`"outputCount" - jsonb_array_length("missing")`;
  return {
    status: sql<GenerationStatus>`case when ${wasCompleted()} then 'COMPLETED' else ${status} end`,
    progress: sql<number>`case when ${wasCompleted()} then ${made} else "progress" end`,
    error: error ? JSON.stringify(error) : null,
    leaseUntil: null,
    finishedAt: now,
    expiresAt: expiry,
    updatedAt: now,
  };
}

/** What `recordUnmade` needs of each row. */
export const UNMADE_COLUMNS = ['id', 'status', userIdAsText] as const;

export async function recordUnmade(
  tx: Tx,
  ended: readonly { id: string; status: GenerationStatus; userId: UserId }[],
  error: StoredError | undefined,
): Promise<void> {
  const told = ended.map(({ id: generationId, status, userId }) => {
    const data = isCompleted(status) && error ? { error } : (error ?? {});
    return { type: eventOf(status), userId, generationId, data } as const;
  });
  await recordEvents(tx, told);
}

function eventOf(status: GenerationStatus) {
  if (isCompleted(status)) return 'generation.completed';
  return isCancelled(status) ? 'generation.cancelled' : 'generation.failed';
}
