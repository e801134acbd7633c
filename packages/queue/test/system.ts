import { randomUUID } from 'node:crypto';
import { onTestFinished, vi } from 'vitest';
import {
  type ConsumerOptions,
  type Handlers,
  jobIds,
  type Log,
  openQueues,
  type QueueConfig,
  startConsumer,
} from '../src/index.ts';
import { silent } from './log.ts';

/** Closed when the test ends, as everything here. */
export function producer(config: QueueConfig, log: Log = silent) {
  const queues = openQueues(config, log);
  onTestFinished(() => queues.close());
  return queues;
}

export function consumer(config: QueueConfig, handlers: Partial<Handlers>, options: Partial<ConsumerOptions> = {}) {
  const unexpected = async () => {
    throw new Error('no job was expected here');
  };
  const all = { thumbnail: unexpected, ad: unexpected, ingest: unexpected, maintenance: unexpected, ...handlers };
  const started = startConsumer(config, {
    queues: Object.keys(handlers) as (keyof Handlers)[],
    handlers: all,
    log: silent,
    ...options,
  });
  onTestFinished(() => started.close(0));
  return started;
}

/** Waits until the check passes: a busy machine may take its time, and nothing that is late is wrong. */
export function eventually<T>(check: () => T): Promise<Awaited<T>> {
  return vi.waitFor(check, { timeout: 15_000, interval: 20 }) as Promise<Awaited<T>>;
}

/** The payload of a fresh generation, and the id of its job. */
export function aJob(dispatch = 1) {
  const generationId = randomUUID();
  return { jobId: jobIds.generation(generationId, dispatch), payload: { generationId, dispatch } };
}

/** The code and the dependency of what is thrown, and the milliseconds until it was. */
export async function failureOf(work: Promise<unknown>) {
  const start = performance.now();
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const { code, dependency } = (error ?? {}) as { code?: string; dependency?: string };
  return { code, dependency, milliseconds: performance.now() - start };
}
