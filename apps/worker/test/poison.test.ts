import { findGeneration, outputsOfGeneration } from '@proofsheet/database';
import { expect, onTestFinished, test } from 'vitest';
import { openTestSystem } from './harness.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** As many as there are attempts. */
const DEATHS = 5;
const VARIANTS = 3;

test('an input that kills every worker that takes it ends as FAILED, and takes no other with it', async () => {
  const system = await openTestSystem();
  onTestFinished(() => system.close());
  const rowOf = (id: string) => findGeneration(system.db, { userId: system.userId, id });
  let worker: WorkerProcess | undefined;
  onTestFinished(() => void worker?.child.kill('SIGKILL'));
  const start = () => startWorker(system, { WORKER_CONCURRENCY: '3', QUEUE_LOCK_SECONDS: '5', LEASE_SECONDS: '8' });

  const poison = await system.submit({ variants: 8 });
  const others: string[] = [];
  while (others.length < 4) others.push(await system.submit({ variants: VARIANTS }));
  await system.enqueue([others[0] ?? '', poison, ...others.slice(1)]);
  let deaths = 0;
  while (deaths < DEATHS) {
    worker = start();
    await expect
      .poll(() => rowOf(poison), { timeout: 200_000, interval: 5 })
      .toMatchObject({
        ...{ status: 'PROCESSING', attempt: deaths + 1 },
      });
    worker.child.kill('SIGKILL');
    expect(await worker.ended).toBe('SIGKILL');
    deaths += 1;
  }
  worker = start();
  await expect
    .poll(() => rowOf(poison), { timeout: 200_000 })
    .toMatchObject({
      ...{ status: 'FAILED', attempt: DEATHS, error: { code: 'attempts_exhausted' } },
    });
  for (const id of others) {
    await expect.poll(() => rowOf(id), { timeout: 200_000 }).toMatchObject({ status: 'COMPLETED' });
    // Whoever worked beside it when it first struck was tried again alone.
    expect((await rowOf(id))?.attempt).toBeLessThanOrEqual(2);
    expect(await outputsOfGeneration(system.db, id)).toHaveLength(VARIANTS);
  }
}, 900_000);
