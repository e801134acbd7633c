import { setTimeout as sleep } from 'node:timers/promises';
import { queueBackends, startProxy, testQueues } from '@proofsheet/testkit';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startWatchdog } from '../src/index.ts';
import { silent } from './log.ts';
import { aJob, consumer, eventually, producer } from './system.ts';

describe.each(queueBackends())('a watchdog on %s', (backend) => {
  /** A consumer whose connection can be made to swallow everything, and a watchdog that has a connection of its own. */
  async function watchedConsumer() {
    const direct = await testQueues(backend);
    const proxy = await startProxy(direct.url);
    onTestFinished(() => proxy.close());
    const queues = producer(direct);
    const ran: string[] = [];
    const handler = async (_payload: unknown, { jobId }: { jobId: string }) => void ran.push(jobId);
    const consuming = consumer({ ...direct, url: proxy.url }, { thumbnail: handler });
    const giveUp = vi.fn();
    const options = { queues, consumer: consuming, names: ['thumbnail'] as const, giveUp, log: silent };
    const reconnect = vi.spyOn(consuming, 'reconnect');
    const watchdog = startWatchdog({ ...options, patienceSeconds: 1.5 });
    onTestFinished(() => watchdog.stop());
    const submit = async () => {
      const job = aJob();
      await eventually(() => queues.enqueue('thumbnail', job.payload, job));
      return job.jobId;
    };
    /** It asks for no job at this moment: one whose answer gets lost would stay its own until its lock is over. */
    const waits = () => eventually(() => expect(consuming.activity('thumbnail').idleMs).toBeGreaterThan(500));
    return { proxy, queues, ran, giveUp, reconnect, submit, waits };
  }

  test('has a consumer connect again that takes nothing while jobs wait', async () => {
    const t = await watchedConsumer();
    const first = await t.submit();
    await eventually(() => expect(t.ran).toEqual([first]));
    await t.waits();
    t.proxy.stall();
    const second = await t.submit();
    await eventually(() => expect(t.ran).toEqual([first, second]));
    expect(t.reconnect).toHaveBeenCalled();
    expect(t.giveUp).not.toHaveBeenCalled();
  }, 60_000);

  test('gives up when that does not help, also where no job but its own waits', async () => {
    const t = await watchedConsumer();
    const first = await t.submit();
    await eventually(() => expect(t.ran).toEqual([first]));
    t.proxy.freeze();
    await vi.waitFor(() => expect(t.giveUp).toHaveBeenCalledWith('thumbnail'), { timeout: 30_000, interval: 50 });
    expect(t.reconnect).toHaveBeenCalledOnce();
  }, 60_000);

  test('leaves a consumer alone that has nothing to do, and one whose queue is paused', async () => {
    const t = await watchedConsumer();
    await sleep(4000);
    const queue = t.queues.bull.find(({ name }) => name === 'thumbnail');
    await queue?.pause();
    await t.submit();
    await sleep(5000);
    expect(t.ran).toEqual([]);
    expect(t.reconnect).not.toHaveBeenCalled();
    expect(t.giveUp).not.toHaveBeenCalled();
  }, 60_000);
});
