import { queueBackends, testQueues } from '@proofsheet/testkit';
import { describe, expect, test } from 'vitest';
import type { Queues } from '../src/index.ts';
import { aJob, consumer, eventually, producer } from './system.ts';

const ofAds = async (queues: Queues) => (await queues.figures()).find(({ name }) => name === 'ad');

describe.each(queueBackends())('figures on %s', (backend) => {
  test('say what waits, runs and has failed, paused or not, and who takes it', async () => {
    const config = await testQueues(backend);
    const queues = producer(config);
    const [running, broken, waiting] = [aJob(), aJob(), aJob()];
    await queues.enqueue('ad', waiting.payload, waiting);
    await queues.bull.find(({ name }) => name === 'ad')?.pause();
    expect(await ofAds(queues)).toEqual({
      ...{ name: 'ad', paused: true, waiting: 1, active: 0, delayed: 0, failed: 0, workers: [] },
    });

    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    consumer(config, {
      ad: async (_payload, { jobId }) => {
        if (jobId === broken.jobId) throw new Error('It broke.');
        await released;
      },
    });
    await queues.bull.find(({ name }) => name === 'ad')?.resume();
    for (const job of [broken, running]) await queues.enqueue('ad', job.payload, job);
    await eventually(async () =>
      expect(await ofAds(queues)).toMatchObject({ paused: false, waiting: 0, active: 2, failed: 1 }),
    );
    const [worker, ...more] = (await ofAds(queues))?.workers ?? [];
    expect(more).toEqual([]);
    // PostgreSQL does not tell which process a connection is of.
    const known = { address: expect.stringMatching('127.0.0.1'), connectedSeconds: expect.any(Number) };
    expect(worker).toEqual(backend === 'redis' ? known : { address: '', connectedSeconds: null });
    release();
    await eventually(async () => expect(await ofAds(queues)).toMatchObject({ waiting: 0, active: 0, failed: 1 }));
  });
});
