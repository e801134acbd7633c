import { countedAttempts, findGeneration, outputsOfGeneration } from '@proofsheet/database';
import { queueBackends } from '@proofsheet/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openTestSystem } from './harness.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const VARIANTS = 4;
/** With each restart, for three workers of one job at a time: one more than can be begun at once. */
const ORDERS = 4;
const PATIENT = { timeout: 200_000, interval: 20 };

describe.each(queueBackends())('on %s', (backend) => {
  test('a rolling restart of all workers under load loses no work and adds no attempt', async () => {
    const system = await openTestSystem({ backend });
    onTestFinished(() => system.close());
    const workers: WorkerProcess[] = [];
    const start = async () => {
      // Far too little for a generation: what runs is cut short. Nothing can be mended by a lease that runs out.
      const worker = startWorker(system, { WORKER_CONCURRENCY: '1', GRACE_SECONDS: '0.1', LEASE_SECONDS: '600' });
      workers.push(worker);
      onTestFinished(() => void worker.child.kill('SIGKILL'));
      await worker.logged('worker ready');
      return worker;
    };
    const rowOf = (id: string) => findGeneration(system.db, { userId: system.userId, id });
    const rows = async () => Array.fromAsync(ids, async (id) => (await rowOf(id)) ?? expect.fail('a row is gone'));

    const ids: string[] = [];
    const order = async () => {
      const more = await Promise.all(Array.from({ length: ORDERS }, () => system.submit({ variants: VARIANTS })));
      ids.push(...more);
      await system.enqueue(more);
    };

    await Promise.all([start(), start()]);
    for (let restarts = 0; restarts < 4; restarts += 1) {
      await start();
      // However quick the machine is, there is work left when the next one is told to stop.
      await order();
      const [old] = workers.splice(0, 1);
      await expect.poll(async () => (await rows()).some(({ status }) => status === 'PROCESSING'), PATIENT).toBe(true);
      old?.child.kill('SIGTERM');
      expect(await old?.ended).toBe(0);
    }
    const unfinished = async () =>
      (await rows())
        .filter(({ status }) => status !== 'COMPLETED')
        .map(({ status, attempt, excused }) => ({ status, attempt, excused }));
    await expect.poll(unfinished, { timeout: 300_000, interval: 200 }).toEqual([]);
    expect((await rows()).map(countedAttempts)).toEqual(ids.map(() => 1));
    expect(
      (await rows()).reduce((sum, { excused }) => sum + excused, 0),
      'some were cut short',
    ).toBeGreaterThan(0);
    for (const id of ids) expect(await outputsOfGeneration(system.db, id)).toHaveLength(VARIANTS);
  }, 900_000);
});
