import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '@proofsheet/database';
import { UNFINISHED_STATUSES } from '@proofsheet/domain';
import { sql } from 'kysely';
import type { RunningProgram } from '../system/keep-running.ts';

/** So that a busy worker is hit in the middle of its work. */
const LEAST_BUSY_MS = 300;
/** When no worker gets busy within this time, an idle one is hit. */
const PATIENCE_MS = 60_000;
/** Five attempts are all there are: outages, kills and freezes together must leave one. */
const MOST_USED = 3;

/**
 * Whether all that is under way can lose one attempt more. What is made and what is analysed may so end for no want of
 * attempts, however slow the machine is. While the database does not answer, nobody knows.
 */
export async function isSafeToHit(db: Db): Promise<boolean> {
  const used = sql<number>`"attempt" - "excused"`;
  const generations = db.selectFrom('Generation').select('id').where('status', 'in', UNFINISHED_STATUSES);
  const assets = db.selectFrom('Asset').select('id').where('status', '=', 'PENDING');
  try {
    const worn = await generations.where(used, '>=', MOST_USED).limit(1).execute();
    return worn.length + (await assets.where('attempt', '>=', MOST_USED).limit(1).execute()).length === 0;
  } catch {
    return false;
  }
}

/**
 * The worker that has been busy longest, once another one is busy too. Where starting takes long, this holds faults
 * back until there is work to hit, and the other worker goes on meanwhile.
 */
export async function busyWorker(
  workers: readonly RunningProgram[],
  otherwise = 0,
): Promise<RunningProgram | undefined> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await delay(50)) {
    const busy = workers.filter((worker) => worker.busyMs() > LEAST_BUSY_MS);
    const [longest] = busy.toSorted((one, other) => other.busyMs() - one.busyMs());
    if (longest && (busy.length > 1 || workers.length === 1)) return longest;
  }
  return workers[otherwise];
}
