import { findGeneration, outputsOfGeneration } from '@proofsheet/database';
import { queueBackends } from '@proofsheet/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestSystem, type TestSystem } from './harness.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

describe.each(queueBackends())('on %s', (backend) => {
  let system: TestSystem;
  const workers: WorkerProcess[] = [];
  const start = (settings?: Record<string, string | undefined>) => {
    const worker = startWorker(system, settings);
    workers.push(worker);
    return worker;
  };
  const rowOf = (id: string) => findGeneration(system.db, { userId: system.userId, id });
  const until = (id: string, state: object) =>
    expect.poll(() => rowOf(id), { timeout: 200_000, interval: 10 }).toMatchObject(state);
  const midRender = (id: string) =>
    expect.poll(async () => (await rowOf(id))?.progress, { timeout: 200_000, interval: 5 }).toBeGreaterThan(0);

  beforeEach(async () => {
    system = await openTestSystem({ backend });
  });
  afterEach(async () => {
    for (const { child, ended } of workers.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
    await system.close();
  });

  test('a worker killed in mid-render: another ends its work, with exactly the outputs asked for', async () => {
    const assetId = await system.upload();
    const ids = await Promise.all([8, 3, 3].map((variants) => system.submit({ variants }, [assetId])));
    const [first = ''] = ids;
    const doomed = start({ WORKER_CONCURRENCY: '1' });
    await system.enqueue(ids);
    await midRender(first);
    doomed.child.kill('SIGKILL');
    expect(await doomed.ended).toBe('SIGKILL');
    expect(await rowOf(first)).toMatchObject({ status: 'PROCESSING', attempt: 1 });

    start();
    for (const id of ids) await until(id, { status: 'COMPLETED' });
    expect(await rowOf(first)).toMatchObject({ attempt: 2, progress: 8, outputCount: 8 });
    for (const id of ids) await expectExactlyItsOutputs(id);
  }, 600_000);

  test('with the settings that operators get, a killed worker’s generation runs again within 30 seconds', async () => {
    const id = await system.submit({ variants: 8 }, [await system.upload()]);
    const asOperators = { LEASE_SECONDS: undefined, SWEEP_SECONDS: undefined };
    const both = [start(asOperators), start(asOperators)];
    for (const worker of both) await worker.logged('worker ready');
    await system.enqueue([id]);
    await midRender(id);
    const doomed = both.find(({ lines }) => lines.some(({ msg }) => msg === 'generation claimed'));
    doomed?.child.kill('SIGKILL');
    const killed = performance.now();
    await until(id, { attempt: 2 });
    expect((performance.now() - killed) / 1000).toBeLessThan(30);
  }, 600_000);

  async function expectExactlyItsOutputs(id: string): Promise<void> {
    const row = await rowOf(id);
    const outputs = await outputsOfGeneration(system.db, id);
    expect(outputs.map(({ index }) => index)).toEqual(
      Array.from({ length: row?.outputCount ?? 0 }, (_, index) => index),
    );
    for (const { objectKey, bytes } of outputs) {
      expect(objectKey).toContain(`/${row?.attempt}/`);
      expect((await system.storage.get(objectKey)).length).toBe(bytes);
    }
    expect(await system.eventsOf(id)).toEqual([
      'generation.created',
      ...Array.from({ length: row?.attempt ?? 0 }, () => 'generation.processing'),
      'generation.completed',
    ]);
  }

  test('SIGTERM in mid-render: the running job ends well, the waiting one is left, and the worker exits with 0', async () => {
    const ids = [
      await system.submit({ variants: 6 }, [await system.upload()]),
      await system.submit({}, [await system.upload()]),
    ];
    const [running = '', waiting = ''] = ids;
    const worker = start({ WORKER_CONCURRENCY: '1', GRACE_SECONDS: '20' });
    await system.enqueue(ids);
    await midRender(running);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(await rowOf(running)).toMatchObject({ status: 'COMPLETED', attempt: 1 });
    expect(await rowOf(waiting)).toMatchObject({ status: 'PENDING', attempt: 0 });
    expect(worker.lines.at(-1)).toMatchObject({ msg: 'worker stopped' });
  }, 600_000);

  test('SIGTERM with a grace that is too short: the generation is free for another worker at once', async () => {
    const id = await system.submit({ variants: 8 }, [await system.upload()]);
    const worker = start({ GRACE_SECONDS: '0.05', LEASE_SECONDS: '600' });
    await system.enqueue([id]);
    await midRender(id);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(await rowOf(id)).toMatchObject({ status: 'PENDING', attempt: 1, excused: 1 });
    expect(await system.objectsOf(id)).toEqual([]);
    start({ LEASE_SECONDS: '600' });
    await until(id, { status: 'COMPLETED', attempt: 2 });
  }, 600_000);

  test('a queue wiped under a running worker, its schedule too: everything submitted is made', async () => {
    // Nobody dies here: no lease has to run out.
    const worker = start({ LEASE_SECONDS: '600' });
    await worker.logged('worker ready');
    const assetId = await system.upload();
    const ids = await Promise.all(Array.from({ length: 4 }, () => system.submit({ variants: 1 }, [assetId])));
    await system.enqueue(ids);
    await Promise.all(system.queues.bull.map((queue) => queue.obliterate({ force: true })));
    const late = await system.submit({ variants: 1 }, [assetId]);
    for (const id of [...ids, late]) await until(id, { status: 'COMPLETED', progress: 1, error: null });
    for (const id of [...ids, late]) expect(await outputsOfGeneration(system.db, id)).toHaveLength(1);
  }, 600_000);
});
