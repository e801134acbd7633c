import { randomUUID } from 'node:crypto';
import { watchOutages } from '@proofsheet/program';
import { expect, onTestFinished, vi } from 'vitest';
import {
  type ConsumerOptions,
  type Handlers,
  jobIds,
  type Log,
  openQueues,
  type QueueConfig,
  type Queues,
  startConsumer,
} from '../src/index.ts';
import { silent } from './log.ts';

/** Closed when the test ends, as is everything here. */
export function producer(config: QueueConfig, log: Log = silent) {
  const queues = openQueues(config, log, watchOutages(log, 'queue'));
  onTestFinished(() => queues.close());
  return queues;
}

export function consumer(config: QueueConfig, handlers: Partial<Handlers>, options: Partial<ConsumerOptions> = {}) {
  const unexpected = async () => {
    throw new Error('no job was expected here');
  };
  const none = { thumbnail: unexpected, ad: unexpected, ingest: unexpected, webhook: unexpected };
  const all = { ...none, preview: unexpected, delivery: unexpected, maintenance: unexpected, ...handlers };
  const started = startConsumer(config, {
    queues: Object.keys(handlers) as (keyof Handlers)[],
    handlers: all,
    log: silent,
    watch: watchOutages(options.log ?? silent, 'queue'),
    ...options,
  });
  onTestFinished(() => started.close(0));
  return started;
}

/** Waits until the check passes: on a busy machine late is not wrong. */
export function eventually<T>(check: () => T): Promise<Awaited<T>> {
  return vi.waitFor(check, { timeout: 15_000, interval: 20 }) as Promise<Awaited<T>>;
}

/** Resolves once a consumer of thumbnails is connected: it has taken a job and ended it. */
export async function isTaking(queues: Queues): Promise<void> {
  const job = aJob();
  await queues.enqueue('thumbnail', job.payload, job);
  await eventually(async () => expect(await queues.liveJobs('thumbnail', [job.jobId])).toEqual(new Set()));
}

/** The payload of a fresh generation, and the id of its job. */
export function aJob(dispatch = 1) {
  const generationId = randomUUID();
  return { jobId: jobIds.generation(generationId, dispatch), payload: { generationId, dispatch } };
}

/** What is thrown, and the milliseconds until it was. */
export async function failureOf(work: Promise<unknown>) {
  const start = performance.now();
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const { code, dependency, reason } = (error ?? {}) as { code?: string; dependency?: string; reason?: string };
  return { code, dependency, reason, milliseconds: performance.now() - start };
}
