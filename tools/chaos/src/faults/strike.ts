import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { DatabaseServer, Shutdown } from '../system/database-server.ts';
import type { RunningProgram } from '../system/keep-running.ts';
import type { ChaosSystem } from '../system/start.ts';
import type { StorageFault } from '../system/storage-proxy.ts';
import type { Tally } from '../tally.ts';
import type { FaultKind } from './catalog.ts';
import type { Fault } from './schedule.ts';
import { busyWorker, hasSpentImage, hit, imagesMayBeHit, isSpared } from './victims.ts';

type Strike = (system: ChaosSystem, fault: Fault, tally: Tally) => Promise<void>;

const SLOW_LINE_MS = 150;
const CLOCK_OFF_SECONDS = 600;

/** How each kind of fault is caused and ended. The tally counts what was done, not what was planned. */
const STRIKES: Readonly<Record<FaultKind, Strike>> = {
  async kill({ programs, hits, db }, { worker, way }, tally) {
    const { workers } = programs;
    await imagesMayBeHit(db);
    const victim = way === 'anywhere' ? workers[worker] : await busyWorker(workers, hits, worker);
    if (!victim || isSpared(victim, hits) || (await hasSpentImage(db))) return tally.add('spared');
    tally.add('kills of workers');
    if (victim.atWork.size > 0) tally.add('kills in mid-work');
    hit(victim, hits);
    victim.kill();
  },
  async 'kill-api'({ programs }, _, tally) {
    programs.api.kill();
    tally.add('kills of the API');
  },
  async drain({ programs, hits }, { worker }, tally) {
    (await busyWorker(programs.workers, hits, worker))?.drain();
    tally.add('drains');
  },
  async freeze({ programs: { workers }, hits, db }, { worker, way, lasts }, tally) {
    await imagesMayBeHit(db);
    const victim = await busyWorker(workers, hits, worker);
    if (!victim || isSpared(victim, hits) || (await hasSpentImage(db))) return tally.add('spared');
    hit(victim, hits);
    const woke = await (way === 'beside' ? wakeBeside(victim, workers) : victim.freeze(lasts));
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
    else if (way === 'commit') proxy.cutAtCommit();
    else if (way === 'stall') proxy.freeze();
    else proxy.slow(SLOW_LINE_MS);
    await delay(lasts);
    await proxy.restore();
    tally.add(way === 'commit' ? 'cuts at COMMIT' : 'database outages');
  },
  async storage({ storageProxy }, { way, lasts }, tally) {
    storageProxy.break(way as StorageFault);
    await delay(lasts);
    storageProxy.mend();
    tally.add('storage outages');
  },
  async clock({ programs: { workers } }, { worker, way, lasts }, tally) {
    workers[worker]?.setClock(way === 'ahead' ? CLOCK_OFF_SECONDS : -CLOCK_OFF_SECONDS);
    await delay(lasts);
    workers[worker]?.setClock(0);
    tally.add('clocks set');
  },
};

export function strike(system: ChaosSystem, fault: Fault, tally: Tally): Promise<void> {
  return STRIKES[fault.kind](system, fault, tally);
}

/** Long enough for the lease to run out and for another worker to take over. */
const LONGEST_FREEZE_MS = 15_000;

/** Freezes a worker until another one has claimed its generation, and wakes it in the middle of the other's work. */
async function wakeBeside(victim: RunningProgram, workers: readonly RunningProgram[]): Promise<boolean> {
  const wake = new AbortController();
  const lost = victim.claimed;
  const frozen = victim.freeze(LONGEST_FREEZE_MS, wake.signal);
  const over = frozen.then(() => wake.abort());
  while (!wake.signal.aborted) {
    await Promise.race([over, delay(20)]);
    if (lost && workers.some((other) => other !== victim && other.claimed === lost)) wake.abort();
  }
  return frozen;
}

async function restart(server: DatabaseServer, how: Shutdown, awayMs: number): Promise<void> {
  await server.stop(how);
  await delay(awayMs);
  await server.start();
}

/** Without Redis the queue is in the database, whose outages are faults of their own. */
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

/** The tables of BullMQ's schema that hold what FLUSHALL removes from Redis: all but the settings of the queues. */
const TABLES = ['job', 'job_dependency', 'job_log', 'scheduler', 'dedup', 'dedup_next', 'event', 'rate_limit'];

async function flushQueue({ redis, db }: ChaosSystem): Promise<void> {
  if (redis) return redis.server.flush();
  const tables = TABLES.map((table) => sql.id('bullmq', table));
  // The database may be down at this moment: then it is tried again until it is back.
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
