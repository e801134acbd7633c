import { findGeneration, outputsOfGeneration } from '@proofsheet/database';
import { queueBackends } from '@proofsheet/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWorker, type WorkerProcess } from './worker-process.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

describe.each(queueBackends())('on %s', (backend) => {
  let shop: Workshop;
  const workers: WorkerProcess[] = [];
  const start = (settings?: Record<string, string>) => {
    const worker = startWorker(shop, settings);
    workers.push(worker);
    return worker;
  };
  const rowOf = (id: string) => findGeneration(shop.db, { userId: shop.userId, id });
  const until = (id: string, state: object) =>
    expect.poll(() => rowOf(id), { timeout: 25_000, interval: 10 }).toMatchObject(state);
  const midRender = (id: string) =>
    expect.poll(async () => (await rowOf(id))?.progress, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);

  beforeEach(async () => {
    shop = await openWorkshop({ backend });
  });
  afterEach(async () => {
    for (const { child, ended } of workers.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
    await shop.close();
  });

  test('a worker killed in mid-render: another ends its work, with exactly the outputs asked for', async () => {
    const assetId = await shop.upload();
    const ids = await Promise.all([8, 3, 3].map((variants) => shop.submit({ variants }, [assetId])));
    const [first = ''] = ids;
    const doomed = start({ WORKER_CONCURRENCY: '1' });
    await shop.enqueue(ids);
    await midRender(first);
    doomed.child.kill('SIGKILL');
    expect(await doomed.ended).toBe('SIGKILL');
    expect(await rowOf(first)).toMatchObject({ status: 'PROCESSING', attempt: 1 });

    start();
    for (const id of ids) await until(id, { status: 'COMPLETED' });
    expect(await rowOf(first)).toMatchObject({ attempt: 2, progress: 8, outputCount: 8 });
    for (const id of ids) await expectExactlyItsOutputs(id);
  }, 60_000);

  async function expectExactlyItsOutputs(id: string): Promise<void> {
    const row = await rowOf(id);
    const outputs = await outputsOfGeneration(shop.db, id);
    expect(outputs.map(({ index }) => index)).toEqual(
      Array.from({ length: row?.outputCount ?? 0 }, (_, index) => index),
    );
    for (const { objectKey, bytes } of outputs) {
      expect(objectKey).toContain(`/${row?.attempt}/`);
      expect((await shop.storage.get(objectKey)).length).toBe(bytes);
    }
    expect(await shop.eventsOf(id)).toEqual([
      'generation.created',
      ...Array.from({ length: row?.attempt ?? 0 }, () => 'generation.processing'),
      'generation.completed',
    ]);
  }

  test('SIGTERM in mid-render: the running job ends well, the waiting one is left, and the worker exits with 0', async () => {
    const ids = [
      await shop.submit({ variants: 6 }, [await shop.upload()]),
      await shop.submit({}, [await shop.upload()]),
    ];
    const [running = '', waiting = ''] = ids;
    const worker = start({ WORKER_CONCURRENCY: '1', GRACE_SECONDS: '20' });
    await shop.enqueue(ids);
    await midRender(running);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(await rowOf(running)).toMatchObject({ status: 'COMPLETED', attempt: 1 });
    expect(await rowOf(waiting)).toMatchObject({ status: 'PENDING', attempt: 0 });
    expect(worker.lines.at(-1)).toMatchObject({ msg: 'worker stopped' });
  }, 60_000);

  test('SIGTERM with a grace that is too short: the generation is free for another worker at once', async () => {
    const id = await shop.submit({ variants: 8 }, [await shop.upload()]);
    const worker = start({ GRACE_SECONDS: '0.05', LEASE_SECONDS: '600' });
    await shop.enqueue([id]);
    await midRender(id);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(await rowOf(id)).toMatchObject({ status: 'PENDING', attempt: 1, excused: 1 });
    expect(await shop.objectsOf(id)).toEqual([]);
    start({ LEASE_SECONDS: '600' });
    await until(id, { status: 'COMPLETED', attempt: 2 });
  }, 60_000);

  test('a queue wiped under a running worker, its schedule too: everything submitted is made', async () => {
    const worker = start();
    await worker.logged('worker ready');
    const assetId = await shop.upload();
    const ids = await Promise.all(Array.from({ length: 4 }, () => shop.submit({ variants: 1 }, [assetId])));
    await shop.enqueue(ids);
    await Promise.all(shop.queues.bull.map((queue) => queue.obliterate({ force: true })));
    const late = await shop.submit({ variants: 1 }, [assetId]);
    for (const id of [...ids, late]) await until(id, { status: 'COMPLETED', progress: 1 });
    for (const id of [...ids, late]) expect(await outputsOfGeneration(shop.db, id)).toHaveLength(1);
  }, 60_000);
});
