import { findGeneration, outputsOfGeneration } from '@proofsheet/database';
import { expect, onTestFinished, test } from 'vitest';
import { startWorker, type WorkerProcess } from './worker-process.ts';
import { openWorkshop } from './workshop.ts';

/** As many as there are attempts. */
const DEATHS = 5;
const VARIANTS = 3;

test('an input that kills every worker that takes it ends as FAILED, and takes no other with it', async () => {
  const shop = await openWorkshop();
  onTestFinished(() => shop.close());
  const rowOf = (id: string) => findGeneration(shop.db, { userId: shop.userId, id });
  let worker: WorkerProcess | undefined;
  onTestFinished(() => void worker?.child.kill('SIGKILL'));
  const start = () => startWorker(shop, { WORKER_CONCURRENCY: '3', QUEUE_LOCK_SECONDS: '3', LEASE_SECONDS: '5' });

  const poison = await shop.submit({ variants: 8 });
  const others: string[] = [];
  while (others.length < 4) others.push(await shop.submit({ variants: VARIANTS }));
  await shop.enqueue([others[0] ?? '', poison, ...others.slice(1)]);
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
    expect(await outputsOfGeneration(shop.db, id)).toHaveLength(VARIANTS);
  }
}, 900_000);
