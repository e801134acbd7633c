import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { DatabaseServer, Shutdown } from '../system/database-server.ts';
import type { RunningProgram } from '../system/keep-running.ts';
import type { ChaosSystem } from '../system/start.ts';
import type { StorageFault } from '../system/storage-proxy.ts';
import type { Tally } from '../tally.ts';
import type { FaultKind } from './catalog.ts';
import type { Fault } from './schedule.ts';

type Strike = (system: ChaosSystem, fault: Fault, tally: Tally) => Promise<void>;

const SLOW_LINE_MS = 150;

/** How each kind of fault is brought about and mended. What is counted is what was done, not what was planned. */
const STRIKES: Readonly<Record<FaultKind, Strike>> = {
  async kill({ programs }, { worker, way }, tally) {
    const victim = way === 'anywhere' ? programs.workers[worker] : await oneAtWork(programs.workers, worker);
    victim?.kill();
    tally.add('kills of workers');
  },
  async 'kill-api'({ programs }, _, tally) {
    programs.api.kill();
    tally.add('kills of the API');
  },
  async drain({ programs }, { worker }, tally) {
    (await oneAtWork(programs.workers, worker))?.drain();
    tally.add('drains');
  },
  async freeze({ programs: { workers } }, { worker, way, lasts }, tally) {
    const victim = await oneAtWork(workers, worker);
    const woke = await (way === 'beside' && victim ? wakeBeside(victim, workers) : victim?.freeze(lasts));
    tally.add(woke ? 'freezes' : 'freezes that ended in a kill');
  },
  async flush(system, _, tally) {
    await flushQueue(system);
    tally.add('flushes');
  },
  async queue(system, { way, lasts }, tally) {
    await breakQueue(system, way, lasts);
    tally.add('queue outages');
  },
  async postgres({ database }, { way, lasts }, tally) {
    await restart(database.server, way as Shutdown, lasts);
    tally.add('PostgreSQL restarts');
  },
  async database({ database: { proxy } }, { way, lasts }, tally) {
    if (way === 'cut') await proxy.cut();
    else if (way === 'stall') proxy.freeze();
    else proxy.slow(SLOW_LINE_MS);
    await delay(lasts);
    await proxy.restore();
    tally.add('database outages');
  },
  async storage({ storageProxy }, { way, lasts }, tally) {
    storageProxy.break(way as StorageFault);
    await delay(lasts);
    storageProxy.mend();
    tally.add('storage outages');
  },
};

export function strike(system: ChaosSystem, fault: Fault, tally: Tally): Promise<void> {
  return STRIKES[fault.kind](system, fault, tally);
}

/** So that it is in the middle of it. */
const LEAST_AT_WORK_MS = 300;
/** When nobody has anything to do, whoever is there is hit. */
const PATIENCE_MS = 60_000;
/** Enough for a lease to run out and for another worker to have time. */
const LONGEST_FREEZE_MS = 15_000;

/**
 * The one that has been at work longest, as long as it is not the last: where starting takes long, faults come no
 * faster than there is something to hit, and work goes on under them.
 */
async function oneAtWork(programs: readonly RunningProgram[], otherwise = 0): Promise<RunningProgram | undefined> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await delay(50)) {
    const atWork = programs.filter((program) => program.atWork() > LEAST_AT_WORK_MS);
    const [longest] = atWork.toSorted((one, other) => other.atWork() - one.atWork());
    if (longest && (atWork.length > 1 || programs.length === 1)) return longest;
  }
  return programs[otherwise];
}

/** Freezes it until another one has what it had in its hands, and wakes it in the middle of that one's work. */
async function wakeBeside(victim: RunningProgram, programs: readonly RunningProgram[]): Promise<boolean> {
  const wake = new AbortController();
  const lost = victim.inHands;
  const frozen = victim.freeze(LONGEST_FREEZE_MS, wake.signal);
  const over = frozen.then(() => wake.abort());
  while (!wake.signal.aborted) {
    await Promise.race([over, delay(20)]);
    if (lost && programs.some((other) => other !== victim && other.inHands === lost)) wake.abort();
  }
  return frozen;
}

async function restart(server: DatabaseServer, how: Shutdown, awayMs: number): Promise<void> {
  await server.stop(how);
  await delay(awayMs);
  await server.start();
}

/** Where the queue is in the database, its outages are the database's own. */
async function breakQueue({ redis }: ChaosSystem, way: string, lasts: number): Promise<void> {
  if (!redis) return;
  const { server, proxy } = redis;
  if (way === 'cut' || way === 'stall') {
    if (way === 'cut') await proxy.cut();
    else proxy.freeze();
    await delay(lasts);
    return proxy.restore();
  }
  await server.stop(way as 'kill' | 'restart' | 'lose');
  await delay(lasts);
  await server.start();
}

/** Of BullMQ's schema what FLUSHALL takes away in Redis; only the settings of the queues stay. */
const TABLES = ['job', 'job_dependency', 'job_log', 'scheduler', 'dedup', 'dedup_next', 'event', 'rate_limit'];

async function flushQueue({ redis, db }: ChaosSystem): Promise<void> {
  if (redis) return redis.server.flush();
  const tables = TABLES.map((table) => sql.id('bullmq', table));
  // The database may be away at this moment: then it is done as soon as it is back.
  for (let left = 60; ; left--) {
    try {
      await sql`truncate ${sql.join(tables)} cascade`.execute(db);
      return;
    } catch (error) {
      if (left === 0) throw error;
      await delay(500);
    }
  }
}
