import {
  backlogOf,
  type Db,
  lockBacklog,
  type Tx,
  type UserBacklog,
  type UserId,
  usedToday,
} from '@proofsheet/database';
import { Fault, priorityOf } from '@proofsheet/domain';
import type { ApiSettings } from './dependencies.ts';

/** In most systems several generations end in this time. */
const RETRY_AFTER_SECONDS = 10;

/** One user hardly has more requests under way at the same moment: each holds a connection to the database. */
const CONCURRENT_REQUESTS = 100;

/** Refuses one more generation of a user who has too many unfinished ones, and answers the priority of a new one. */
export async function admitGeneration(
  tx: Tx,
  userId: UserId,
  settings: Pick<ApiSettings, 'unfinishedPerUser' | 'generationsPerDay'>,
  added = 0,
): Promise<number> {
  const priority = await admitGenerations(tx, userId, settings, { count: 1, added });
  return priority(0);
}

/**
 * Refuses so many more generations of a user who would have too many unfinished ones, and answers the priority of each
 * new one, counted from 0. Near the limit the user's requests wait for each other: each transaction inserts its
 * generations before the next one counts, so twenty requests at once do not exceed the limit. Far from it no request
 * waits, unless it brings many itself. `added` is how many of the unfinished ones this transaction itself has made so
 * already.
 */
export async function admitGenerations(
  tx: Tx,
  userId: UserId,
  settings: Pick<ApiSettings, 'unfinishedPerUser' | 'generationsPerDay'>,
  { count, added = 0 }: { readonly count: number; readonly added?: number },
): Promise<(nth: number) => number> {
  const limitOf = ({ unfinishedLimit }: UserBacklog) => unfinishedLimit ?? settings.unfinishedPerUser;
  let backlog = await backlogOf(tx, userId);
  if (count > 1 || backlog.unfinished - added + CONCURRENT_REQUESTS > limitOf(backlog)) {
    await lockBacklog(tx, userId);
    backlog = await backlogOf(tx, userId);
  }
  const { weight } = backlog;
  const unfinished = backlog.unfinished - added;
  const limit = limitOf(backlog);
  if (unfinished + count <= limit) {
    await requireGenerationsLeft(tx, userId, settings, count);
    return (nth) => priorityOf({ unfinished: unfinished + nth + 1, weight });
  }
  const message =
    count === 1
      ? `You have ${unfinished} unfinished generations, and may have ${limit}: wait for some to end, or cancel some.`
      : `You have ${unfinished} unfinished generations, and may have ${limit}: ${count} more do not fit. Wait for some to end, or send fewer.`;
  throw new Fault('too_many_unfinished', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

/** Requests at the same moment may exceed a quota by as many as they are; a retry of a generation is none. */
async function requireGenerationsLeft(
  tx: Tx,
  userId: UserId,
  { generationsPerDay }: Pick<ApiSettings, 'generationsPerDay'>,
  count: number,
): Promise<void> {
  if (generationsPerDay === undefined) return;
  const { generations, secondsLeft } = await usedToday(tx, userId);
  const left = Math.max(0, generationsPerDay - generations);
  if (count <= left) return;
  const message = `You may submit ${generationsPerDay} generations a day, and ${left || 'none'} ${left > 1 ? 'are' : 'is'} left for today; go on in ${secondsLeft} seconds.`;
  throw new Fault('generations_used_up', message, { retryAfterSeconds: secondsLeft });
}

/** Refuses so many bytes more than the user may still upload today. */
export async function admitUpload(
  db: Db,
  userId: UserId,
  { uploadBytesPerDay }: Pick<ApiSettings, 'uploadBytesPerDay'>,
  bytes: number,
): Promise<void> {
  if (uploadBytesPerDay === undefined) return;
  const { uploadBytes, secondsLeft } = await usedToday(db, userId);
  const left = Math.max(0, uploadBytesPerDay - uploadBytes);
  if (bytes <= left) return;
  const message = `You may upload ${uploadBytesPerDay} bytes a day, of which ${left} are left for today; all are back in ${secondsLeft} seconds.`;
  throw new Fault('upload_bytes_used_up', message, { retryAfterSeconds: secondsLeft });
}
