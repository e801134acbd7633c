import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { queueBackends, testQueues } from '@proofsheet/testkit';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { QueueConfig } from '../src/index.ts';
import { aJob, consumer, eventually, isTaking, producer } from './system.ts';

describe.each(queueBackends())('a consumer on %s', (backend) => {
  let config: QueueConfig;
  beforeEach(async () => {
    config = await testQueues(backend);
  });

  test('runs as many jobs at once as it is told to, and no more', async () => {
    let running = 0;
    let most = 0;
    let done = 0;
    const { promise: full, resolve: fill } = Promise.withResolvers<void>();
    const handler = async () => {
      most = Math.max(most, ++running);
      if (running === 3) fill();
      // However slowly they are taken, none ends before three run.
      await full;
      await sleep(30);
      running--;
      done++;
    };
    const queues = producer(config);
    await queues.enqueueMany(
      'ad',
      Array.from({ length: 12 }, () => aJob()),
    );
    consumer(config, { ad: handler }, { concurrency: { ad: 3 } });
    await eventually(() => expect(done).toBe(12));
    expect(most).toBe(3);
  });

  test('lets running jobs finish when it closes, and takes no more', async () => {
    const [running, waiting] = [aJob(), aJob()];
    const events: string[] = [];
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const queues = producer(config);
    const closing = consumer(
      config,
      {
        thumbnail: async (_payload, { signal }) => {
          begin();
          await sleep(400);
          events.push(signal.aborted ? 'aborted' : 'finished');
        },
      },
      { concurrency: { thumbnail: 1 } },
    );
    await queues.enqueue('thumbnail', running.payload, running);
    await begun;
    await queues.enqueue('thumbnail', waiting.payload, waiting);
    await closing.close(5000);
    events.push('closed');
    expect(events).toEqual(['finished', 'closed']);
    expect(await queues.liveJobs('thumbnail', [running.jobId, waiting.jobId])).toEqual(new Set([waiting.jobId]));
  });

  test('aborts the signal of a job that outlasts the grace', async () => {
    const job = aJob();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const aborted = vi.fn();
    const queues = producer(config);
    const closing = consumer(config, {
      thumbnail: async (_payload, { signal }) => {
        begin();
        await once(signal, 'abort');
        aborted();
        signal.throwIfAborted();
      },
    });
    await queues.enqueue('thumbnail', job.payload, job);
    await begun;
    const start = performance.now();
    await closing.close(300);
    expect(aborted).toHaveBeenCalledOnce();
    expect(performance.now() - start).toBeGreaterThan(290);
    expect(performance.now() - start).toBeLessThan(1500);
  });

  test('closes although a handler ignores its signal', async () => {
    const job = aJob();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const queues = producer(config);
    const closing = consumer(config, {
      thumbnail: () => {
        begin();
        return new Promise(() => {});
      },
    });
    await queues.enqueue('thumbnail', job.payload, job);
    await begun;
    const start = performance.now();
    await closing.close(100);
    expect(performance.now() - start).toBeLessThan(6500);
    expect(await queues.liveJobs('thumbnail', [job.jobId])).toEqual(new Set([job.jobId]));
  });

  test('closes at once when nothing runs', async () => {
    const queues = producer(config);
    const closing = consumer(config, { thumbnail: async () => {}, ad: async () => {} });
    await isTaking(queues);
    const start = performance.now();
    await closing.close(60_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('takes over the job of a process that was killed', async () => {
    config = { ...config, lockSeconds: 1 };
    const job = aJob();
    const queues = producer(config);
    await queues.enqueue('thumbnail', job.payload, job);
    const victim = spawn(process.execPath, [`${import.meta.dirname}/consumer-process.ts`, JSON.stringify(config)]);
    onTestFinished(() => void victim.kill('SIGKILL'));
    const [begun] = await once(victim.stdout, 'data');
    expect(String(begun).trim()).toBe(job.jobId);
    victim.kill('SIGKILL');
    await once(victim, 'exit');

    const { promise: tookOver, resolve: takeOver } = Promise.withResolvers<string>();
    consumer(config, { thumbnail: async (_payload, { jobId }) => takeOver(jobId) });
    expect(await tookOver).toBe(job.jobId);
    await eventually(async () => expect(await queues.liveJobs('thumbnail', [job.jobId])).toEqual(new Set()));
  }, 15_000);

  test('keeps its lock while a job runs on for several lock times', async () => {
    config = { ...config, lockSeconds: 1 };
    const job = aJob();
    const handler = vi.fn(() => sleep(3500));
    const queues = producer(config);
    for (let index = 0; index < 2; index++) consumer(config, { thumbnail: handler });
    await queues.enqueue('thumbnail', job.payload, job);
    await eventually(async () => expect(await queues.liveJobs('thumbnail', [job.jobId])).toEqual(new Set()));
    expect(handler).toHaveBeenCalledOnce();
  });
});
