import { setTimeout as sleep } from 'node:timers/promises';
import { queueBackends, startProxy, type TcpProxy, testQueues } from '@proofsheet/testkit';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { QueueConfig, Queues } from '../src/index.ts';
import { keepingLog } from './log.ts';
import { aJob, consumer, eventually, failureOf, isTaking, producer } from './system.ts';

const unavailable = { code: 'dependency_unavailable', dependency: 'queue' };

const BACK = 'info The queue is back.';

describe.each(queueBackends())('an outage of %s', (backend) => {
  let config: QueueConfig;
  let proxy: TcpProxy;
  beforeEach(async () => {
    const direct = await testQueues(backend);
    proxy = await startProxy(direct.url);
    config = { ...direct, url: proxy.url };
    onTestFinished(() => proxy.close());
  });

  async function recovers(queues: Queues) {
    const job = aJob();
    await eventually(() => queues.enqueue('thumbnail', job.payload, job));
    expect(await queues.liveJobs('thumbnail', [job.jobId])).toEqual(new Set([job.jobId]));
  }

  test.each(['cut', 'freeze'] as const)(
    'fails every producer command within about a second (%s), then recovers',
    async (how) => {
      const job = aJob();
      const log = keepingLog();
      const queues = producer(config, log);
      await queues.enqueue('ad', job.payload, job);
      await proxy[how]();
      const commands = [
        () => queues.enqueue('thumbnail', job.payload, job),
        () => queues.enqueueMany('thumbnail', [aJob(), aJob()]),
        () => queues.liveJobs('thumbnail', [job.jobId]),
        () => queues.ping(),
      ];
      for (const command of commands) {
        const failure = await failureOf(command());
        expect(failure).toMatchObject(unavailable);
        expect(failure.milliseconds).toBeLessThan(how === 'cut' ? 700 : 2000);
      }
      await proxy.restore();
      await recovers(queues);
      await eventually(() => expect(log.lines.at(-1)).toBe(BACK));
      expect(log.lines).toEqual([expect.stringMatching(/^warn The queue (refuses|does not answer)/), BACK]);
    },
  );

  test('a producer that starts during it fails fast, then recovers', async () => {
    await proxy.cut();
    const queues = producer(config);
    const job = aJob();
    for (let index = 0; index < 3; index++) {
      const failure = await failureOf(queues.enqueue('thumbnail', job.payload, job));
      expect(failure).toMatchObject(unavailable);
      expect(failure.milliseconds).toBeLessThan(2000);
    }
    await proxy.restore();
    await recovers(queues);
  });

  test.each(['cut', 'freeze'] as const)('a consumer works on after it (%s)', async (how) => {
    const [before, after] = [aJob(), aJob()];
    const ran: string[] = [];
    const log = keepingLog();
    const queues = producer(config);
    consumer(config, { thumbnail: async (_payload, { jobId }) => void ran.push(jobId) }, { log });
    await queues.enqueue('thumbnail', before.payload, before);
    await eventually(() => expect(ran).toEqual([before.jobId]));
    await eventually(async () => expect([...(await queues.liveJobs('thumbnail', [before.jobId]))]).toEqual([]));
    await proxy[how]();
    await sleep(1500);
    await proxy.restore();
    await eventually(() => queues.enqueue('thumbnail', after.payload, after));
    await eventually(() => expect(ran).toEqual([before.jobId, after.jobId]));
    await eventually(() => expect(log.lines.at(-1) ?? BACK).toBe(BACK));
    // An answer to its end that the cut lost is told in a line of its own.
    const ofOutage = log.lines.filter((line) => !line.includes('is not in the active state'));
    expect(ofOutage.length, log.lines.join('; ')).toBeLessThanOrEqual(how === 'cut' ? 2 : 4);
  });

  test('a job that runs during it finishes after it, once', async () => {
    const job = aJob();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const handler = vi.fn(async () => {
      begin();
      await sleep(1000);
    });
    const queues = producer(config);
    consumer(config, { thumbnail: handler });
    await queues.enqueue('thumbnail', job.payload, job);
    await begun;
    await proxy.cut();
    await sleep(2000);
    await proxy.restore();
    await eventually(async () => expect(await queues.liveJobs('thumbnail', [job.jobId])).toEqual(new Set()));
    expect(handler).toHaveBeenCalledOnce();
  });

  test('a consumer that starts during it works once it is over', async () => {
    await proxy.cut();
    const ran: string[] = [];
    const queues = producer(config);
    consumer(config, { thumbnail: async (_payload, { jobId }) => void ran.push(jobId) });
    await sleep(1000);
    await proxy.restore();
    const job = aJob();
    await eventually(() => queues.enqueue('thumbnail', job.payload, job));
    await eventually(() => expect(ran).toEqual([job.jobId]));
    await eventually(async () => expect(await queues.liveJobs('thumbnail', [job.jobId])).toEqual(new Set()));
  });

  test('producer and consumer close during it, without using the grace up', async () => {
    const queues = producer(config);
    const closing = consumer(config, { thumbnail: async () => {} });
    await isTaking(queues);
    await proxy.cut();
    await sleep(300);
    const start = performance.now();
    await queues.close();
    await closing.close(60_000);
    expect(performance.now() - start).toBeLessThan(8000);
  });
});
