import { randomUUID } from 'node:crypto';
import { queueBackends, testQueues } from '@proofsheet/testkit';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CATALOG, jobIds, type QueueConfig } from '../src/index.ts';
import { keepingLog } from './log.ts';
import { aJob, consumer, eventually, isTaking, producer } from './system.ts';

describe.each(queueBackends())('jobs on %s', (backend) => {
  let config: QueueConfig;
  beforeEach(async () => {
    config = await testQueues(backend);
  });

  test('a job reaches the handler of its queue, with its payload', async () => {
    const generationId = randomUUID();
    const thumbnail = { generationId, dispatch: 3, requestId: 'req-1' };
    const ingest = { assetId: randomUUID() };
    const got: unknown[] = [];
    consumer(config, {
      thumbnail: async (payload, { jobId }) => void got.push([jobId, payload]),
      ingest: async (payload, { jobId }) => void got.push([jobId, payload]),
    });
    const queues = producer(config);
    await queues.enqueue('thumbnail', thumbnail, { jobId: jobIds.generation(generationId, 3) });
    await eventually(() => expect(got).toHaveLength(1));
    await queues.enqueue('ingest', ingest, { jobId: jobIds.ingest(ingest.assetId, 1) });
    await eventually(() => expect(got).toHaveLength(2));
    expect(got).toEqual([
      [`${generationId}-d3`, thumbnail],
      [`${ingest.assetId}-d1`, ingest],
    ]);
  });

  test('a wrong payload is refused by the producer, and nothing is enqueued', async () => {
    const queues = producer(config);
    const wrong = { ...aJob().payload, prompt: 'more than ids' };
    await expect(queues.enqueue('thumbnail', wrong, { jobId: 'wrong' })).rejects.toMatchObject({ code: 'internal' });
    await expect(queues.enqueueMany('thumbnail', [aJob(), { jobId: 'wrong', payload: wrong }])).rejects.toMatchObject({
      code: 'internal',
    });
    await queues.ping();
    expect(await queues.bull[0]?.count()).toBe(0);
  });

  test('a wrong payload fails in the consumer before its handler sees it', async () => {
    const log = keepingLog();
    const handler = vi.fn();
    const queues = producer(config);
    await queues.ping();
    await queues.bull[0]?.add('thumbnail', { generationId: 'not an id' }, { jobId: 'foreign' });
    consumer(config, { thumbnail: handler }, { log });
    await eventually(async () => expect(await queues.bull[0]?.getJobCounts('failed')).toEqual({ failed: 1 }));
    expect(log.lines).toContain('error job failed');
    expect(handler).not.toHaveBeenCalled();
  });

  test('an id that is still held is ignored, also after its job has finished', async () => {
    const job = aJob();
    const again = aJob(2);
    const ran: string[] = [];
    const queues = producer(config);
    await queues.enqueue('ad', job.payload, job);
    await queues.enqueueMany('ad', [job, job]);
    consumer(config, { ad: async (_payload, { jobId }) => void ran.push(jobId) });
    await eventually(() => expect(ran).toHaveLength(1));
    await eventually(async () => expect(await queues.liveJobs('ad', [job.jobId])).toEqual(new Set()));
    await queues.enqueue('ad', job.payload, job);
    await queues.enqueue('ad', again.payload, again);
    await eventually(() => expect(ran).toContain(again.jobId));
    expect(ran).toEqual([job.jobId, again.jobId]);
  });

  test('live are the jobs that wait or run, and no others', async () => {
    const [waiting, delayed, running, finished, failed, unknown] = [aJob(), aJob(), aJob(), aJob(), aJob(), aJob()];
    const queues = producer(config);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const started: string[] = [];
    consumer(
      config,
      {
        thumbnail: async (_payload, { jobId }) => {
          started.push(jobId);
          if (jobId === failed.jobId) throw new Error('as asked');
          if (jobId === running.jobId) await released;
        },
      },
      { concurrency: { thumbnail: 1 } },
    );
    for (const job of [finished, failed, running]) await queues.enqueue('thumbnail', job.payload, job);
    await eventually(() => expect(started).toHaveLength(3));
    await queues.enqueue('thumbnail', waiting.payload, waiting);
    await queues.enqueue('thumbnail', delayed.payload, { ...delayed, delaySeconds: 60 });

    const all = [waiting, delayed, running, finished, failed, unknown].map((job) => job.jobId);
    expect(await queues.liveJobs('thumbnail', all)).toEqual(new Set([waiting, running].map((job) => job.jobId)));
    release();
  });

  test('a lower priority number runs sooner; equals run in their order', async () => {
    const jobs = [900, 3, 1, 3, 2, 5_000_000].map((priority) => ({ ...aJob(), priority }));
    const order: string[] = [];
    const queues = producer(config);
    for (const job of jobs.slice(0, 3)) await queues.enqueue('thumbnail', job.payload, job);
    await queues.enqueueMany('thumbnail', jobs.slice(3));
    consumer(
      config,
      { thumbnail: async (_payload, { jobId }) => void order.push(jobId) },
      { concurrency: { thumbnail: 1 } },
    );
    await eventually(() => expect(order).toHaveLength(6));
    expect(order.map((id) => jobs.findIndex((job) => job.jobId === id))).toEqual([2, 4, 1, 3, 0, 5]);
  });

  test('a delayed job waits for its time, and then for no more than about a second', async () => {
    const job = aJob();
    const queues = producer(config);
    const { promise: ran, resolve } = Promise.withResolvers<number>();
    consumer(config, { ad: async () => resolve(performance.now()), thumbnail: async () => {} });
    await isTaking(queues);
    const start = performance.now();
    await queues.enqueue('ad', job.payload, { ...job, delaySeconds: 1 });
    expect((await ran) - start).toBeGreaterThan(990);
    expect((await ran) - start).toBeLessThan(2500);
  });

  test('Bull Board reads the kind, the generation and the progress of a job', async () => {
    const job = aJob();
    const queues = producer(config);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    consumer(config, {
      thumbnail: async (_payload, { progress }) => {
        for (const percent of [10, 20, 40, 75]) progress(percent);
        await released;
      },
    });
    await queues.enqueue('thumbnail', job.payload, job);
    await eventually(async () => {
      const seen = await queues.bull[0]?.getJob(job.jobId);
      expect(seen).toMatchObject({ name: 'thumbnail', data: job.payload, progress: 75 });
    });
    release();
  });

  test('a failed handler is not tried again: a retry is a new dispatch', async () => {
    const job = aJob();
    const handler = vi.fn().mockRejectedValue(new Error('broken'));
    const queues = producer(config);
    consumer(config, { ad: handler });
    await queues.enqueue('ad', job.payload, job);
    const counts = () => queues.bull[1]?.getJobCounts('failed', 'delayed', 'waiting', 'prioritized', 'active');
    const failedForGood = { failed: 1, delayed: 0, waiting: 0, prioritized: 0, active: 0 };
    await eventually(async () => expect(await counts()).toEqual(failedForGood));
    expect(handler).toHaveBeenCalledOnce();
    expect(await queues.bull[1]?.getJob(job.jobId)).toMatchObject({ failedReason: 'broken' });
  });

  test('a job with retries is tried again later, and at its end its id is free, failed or not', async () => {
    const job = { ...aJob(), retries: 1 };
    const queues = producer(config);
    await queues.enqueueMany('thumbnail', [job]);
    const held = async () => (await queues.bull.find(({ name }) => name === 'thumbnail')?.getJob(job.jobId)) ?? null;
    let runs = 0;
    const failing = async () => {
      runs += 1;
      throw new Error('It broke.');
    };
    consumer(config, { thumbnail: failing });
    await eventually(() => expect(runs).toBe(1));
    await eventually(async () => expect(await (await held())?.isDelayed()).toBe(true));
    const delayed = await held();
    expect(delayed?.delay).toBe(10_000);
    await delayed?.promote();
    await eventually(async () => expect(await held()).toBeNull());
    expect(runs).toBe(2);
    await queues.enqueueMany('thumbnail', [job]);
    await eventually(() => expect(runs).toBe(3));
  });

  test('finished jobs are trimmed by count', async () => {
    const most = CATALOG.ad.keepCompleted.count;
    const queues = producer(config);
    let ran = 0;
    consumer(config, { ad: async () => void ran++ }, { concurrency: { ad: 20 } });
    await eventually(() => queues.ping());
    await queues.enqueueMany(
      'ad',
      Array.from({ length: most + 10 }, () => aJob()),
    );
    const counts = () => queues.bull.find(({ name }) => name === 'ad')?.getJobCounts('completed', 'active');
    await eventually(() => expect(ran).toBe(most + 10));
    await eventually(async () => expect(await counts()).toMatchObject({ active: 0 }));
    // Jobs that end in the same instant do not see one another on PostgreSQL: the next one trims what they left over.
    const last = aJob();
    await queues.enqueue('ad', last.payload, last);
    await eventually(async () => expect(await counts()).toEqual({ completed: most, active: 0 }));
  });

  test('runs of a task do not pile up while nobody takes them, and leave their ids free when they end', async () => {
    const queues = producer(config);
    const enqueue = async (first: number) => {
      for (let run = first; run < first + 10; run += 1)
        await queues.enqueue('maintenance', { task: 'sweep' }, { jobId: jobIds.task('sweep', run) });
    };
    await enqueue(1);
    expect(await queues.waiting('maintenance')).toBe(4);
    let ran = 0;
    const fails = async () => {
      ran += 1;
      if (ran % 2 === 0) throw new Error('as asked');
    };
    consumer(config, { maintenance: fails });
    await eventually(() => expect(ran).toBe(4));
    const maintenance = queues.bull.find(({ name }) => name === 'maintenance');
    const held = () => maintenance?.getJobCounts('completed', 'failed', 'active');
    await eventually(async () => expect(await held()).toEqual({ completed: 0, failed: 0, active: 0 }));
    await enqueue(21);
    await eventually(() => expect(ran).toBeGreaterThanOrEqual(8));
  });

  test('what an earlier version repeats by itself is removed', async () => {
    const queues = producer(config);
    await queues.ping();
    const maintenance = queues.bull.find(({ name }) => name === 'maintenance');
    await maintenance?.upsertJobScheduler('sweep', { every: 60_000 }, { data: { task: 'sweep' } });
    await queues.forgetSchedules();
    expect(await maintenance?.getJobSchedulers()).toEqual([]);
    expect(await maintenance?.getJobCounts('delayed')).toEqual({ delayed: 0 });
  });
});
