import { join } from 'node:path';
import { claimGeneration, findGeneration, lastRun, releaseGeneration } from '@proofsheet/database';
import { jobIds } from '@proofsheet/queue';
import { queueBackends } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sweep } from '../src/maintenance/sweep.ts';
import { openTestSystem, type TestSystem } from './harness.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const SHIFT = join(import.meta.dirname, 'shifted-clock.mjs');
const clockOf = (seconds: number) => ({ NODE_OPTIONS: `--import=${SHIFT}`, CLOCK_SECONDS: `${seconds}` });

describe.each(queueBackends())('on %s', (backend) => {
  let system: TestSystem;
  const running: WorkerProcess[] = [];
  beforeAll(async () => {
    system = await openTestSystem({ backend });
  });
  afterEach(async () => {
    for (const worker of running) worker.child.kill('SIGKILL');
    await Promise.all(running.splice(0).map(({ ended }) => ended));
  });
  afterAll(() => system?.close());

  const started = (settings: Record<string, string>) => {
    const worker = startWorker(system, settings);
    running.push(worker);
    return worker;
  };
  const run = async () => {
    const query = system.db.selectFrom('MaintenanceTask').select('run').where('name', '=', 'sweep');
    return (await query.executeTakeFirst())?.run ?? 0;
  };
  /** A row whose job was lost, old enough for the sweep. */
  const lost = async () => {
    const id = await system.submit({ variants: 1, formats: ['youtube-thumbnail'] });
    await sql`update "Generation" set "updatedAt" = now() - interval '1 minute' where "id" = ${id}`.execute(system.db);
    return id;
  };
  const statusOf = async (id: string) => (await findGeneration(system.db, { userId: system.userId, id }))?.status;

  test.each([600, -600])(
    'a worker whose clock is %i s off puts no sweep off, present or gone',
    async (seconds) => {
      const shifted = started(clockOf(seconds));
      const before = await run();
      await shifted.logged('worker ready');
      await expect.poll(run, { timeout: 20_000 }).toBeGreaterThan(before + 2);
      started({});
      const beside = await lost();
      await expect.poll(() => statusOf(beside), { timeout: 30_000 }).toBe('COMPLETED');

      shifted.child.kill('SIGKILL');
      await shifted.ended;
      const after = await lost();
      await expect.poll(() => statusOf(after), { timeout: 30_000 }).toBe('COMPLETED');
      expect(await lastRun(system.db, { task: 'sweep' })).toMatchObject({ late: false });
    },
    90_000,
  );

  test('a retry that a worker has put off by its own clock is enqueued when the time has come', async () => {
    const id = await system.submit({});
    await claimGeneration(system.db, { id, leaseSeconds: 60 });
    const error = { code: 'internal', message: 'x' } as const;
    const released = await releaseGeneration(system.db, { id, attempt: 1, error, delaySeconds: 2 });
    const jobId = jobIds.generation(id, released?.dispatch ?? 0);
    const payload = { generationId: id, dispatch: 1 };
    await system.queues.enqueue('thumbnail', payload, { jobId, delaySeconds: 602 });
    const runSweep = () => sweep(system.tools, AbortSignal.timeout(20_000), system.log);
    await runSweep();
    expect(await system.queues.waiting('thumbnail'), 'in its backoff').toBe(0);
    const passed = sql<Date>`now() - interval '10 seconds'`;
    await system.db.updateTable('Generation').set({ runAfter: passed, updatedAt: passed }).execute();
    await runSweep();
    expect(await system.queues.waiting('thumbnail')).toBe(1);
  });
});
