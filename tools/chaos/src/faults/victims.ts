import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '@proofsheet/database';
import type { RunningProgram } from '../system/keep-running.ts';

/** So that a busy worker is hit in the middle of its work. */
const LEAST_BUSY_MS = 300;
/** When no worker gets busy within this time, an idle one is hit. */
const PATIENCE_MS = 60_000;
/** How long a fault waits for an image that has few attempts left. */
const SPARED_MS = 60_000;
/**
 * How often one generation is hit: outages may cost it more attempts, and all five are never used up, so that none may
 * end for want of them.
 */
const MOST_HITS = 2;
/** How often each generation's worker was killed or frozen in the middle of it. */
export type Hits = Map<string, number>;

export function isSpared({ atWork }: RunningProgram, hits: Hits): boolean {
  return [...atWork].some((id) => (hits.get(id) ?? 0) >= MOST_HITS);
}

export function hit({ atWork }: RunningProgram, hits: Hits): void {
  for (const id of atWork) hits.set(id, (hits.get(id) ?? 0) + 1);
}

/**
 * Whether an image has begun so often without an end that the next kill might be its last: its workers do not say in
 * time which of them has it, so all are spared. Not asked while the database is away.
 */
export async function hasSpentImage(db: Db): Promise<boolean> {
  const spent = await db
    .selectFrom('Asset')
    .select('id')
    .where('status', '=', 'PENDING')
    .where('attempt', '>', MOST_HITS)
    .limit(1)
    .executeTakeFirst()
    .catch(() => undefined);
  return spent !== undefined;
}

/** Holds a fault back until no image is spent, for a while: what is spent has mostly ended by then. */
export async function imagesMayBeHit(db: Db): Promise<void> {
  for (const deadline = performance.now() + SPARED_MS; performance.now() < deadline; await delay(100)) {
    if (!(await hasSpentImage(db))) return;
  }
}

/**
 * The worker that has been busy longest, once another one is busy too. Where starting takes long, this holds faults
 * back until there is work to hit, and the other worker goes on meanwhile.
 */
export async function busyWorker(
  workers: readonly RunningProgram[],
  hits: Hits,
  otherwise = 0,
): Promise<RunningProgram | undefined> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await delay(50)) {
    const busy = workers.filter((worker) => worker.busyMs() > LEAST_BUSY_MS);
    const [longest] = busy
      .filter((worker) => !isSpared(worker, hits))
      .toSorted((one, other) => other.busyMs() - one.busyMs());
    if (longest && (busy.length > 1 || workers.length === 1)) return longest;
  }
  return workers[otherwise];
}
