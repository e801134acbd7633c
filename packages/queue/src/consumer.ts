import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { ANSWER_MS, type Backend, connectBackend } from './backend.ts';
import type { Payload, QueueName } from './catalog.ts';
import type { QueueConfig } from './config.ts';
import { within } from './deadline.ts';
import type { Log } from './log.ts';
import { observed, type Running, type Work } from './work.ts';

export interface JobContext {
  readonly jobId: string;
  /** Aborted when the job has had its time, or when the worker stops and its grace is over. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Percent, shown in Bull Board. Never fails and needs no waiting for. */
  progress(percent: number): void;
}

export type Handler<Q extends QueueName> = (payload: Payload<Q>, context: JobContext) => Promise<void>;
/** One for every queue, those too that this process does not take: the compiler finds a missing one. */
export type Handlers = { readonly [Q in QueueName]: Handler<Q> };

export interface ConsumerOptions {
  readonly queues: readonly QueueName[];
  readonly handlers: Handlers;
  /** Jobs at once, where it differs from the catalog. */
  readonly concurrency?: Partial<Record<QueueName, number>>;
  readonly log: Log;
}

export interface Consumer {
  /**
   * Takes no more jobs at once; lets the running ones finish within the grace, then aborts their
   * signals and gives them five seconds to give their work back. What still runs then is left
   * behind: its lock expires and another worker takes it.
   */
  close(graceMs: number): Promise<void>;
  /** How long ago this process took a job of the queue, or began to wait for one, and whether it could take another. */
  activity(queue: QueueName): { readonly idleMs: number; readonly free: boolean };
  /** Drops the connections for new ones. What runs goes on; the queue may give it to another worker as well. */
  reconnect(): Promise<void>;
}

const UNWIND_MS = 5000;
/** Never give a job up: PostgreSQL counts the attempts of workers that died, too. */
const STALLS_WITHOUT_END = 1_000_000;

/** Connects in the background, and again after every outage. */
export function startConsumer(config: QueueConfig, options: ConsumerOptions): Consumer {
  const stopping = new AbortController();
  const running: Running = new Set();
  const works = options.queues.map((queue) => observed(queue, options, { running, stopping: stopping.signal }));
  const connect = () => {
    const backend = connectBackend(config, 'consumer', options.log);
    return { backend, workers: works.map((work) => workOn(backend, config, work)) };
  };
  let session = connect();

  return {
    async close(graceMs) {
      const { backend, workers } = session;
      const drained = Promise.allSettled(workers.map((worker) => worker.close()));
      const finished = Promise.race([drained, idle(running)]);
      await within(graceMs, finished).catch(() => stopping.abort(new Error('The worker is stopping')));
      await within(UNWIND_MS, drained).catch(() => abandon(workers, running, options.log));
      await backend.disconnect();
    },
    activity(queue) {
      const work = works.find((one) => one.queue === queue);
      if (!work) return { idleMs: 0, free: false };
      return { idleMs: performance.now() - work.takenAt, free: work.running < work.concurrency };
    },
    async reconnect() {
      const { backend, workers } = session;
      session = connect();
      for (const worker of workers) worker.close(true).catch(() => undefined);
      await abandon(workers, running, options.log);
      await backend.disconnect();
    },
  };
}

/** Takes jobs of one queue off a backend, and gives them to its handler. */
function workOn(backend: Backend, config: QueueConfig, { queue, concurrency, processor }: Work): Worker {
  // A lost lock does not abort the handler: whether its work still counts is decided by the lease in
  // its row, which survives a wiped Redis.
  return backend.worker(queue, processor, {
    concurrency,
    lockDuration: config.lockSeconds * 1000,
    stalledInterval: (config.lockSeconds * 1000) / 2,
    maxStalledCount: STALLS_WITHOUT_END,
    runRetryDelay: 1000,
  });
}

/** A backend that is down never drains: then nothing is waited for but the jobs, and those that just begin. */
async function idle(running: Running): Promise<void> {
  do {
    await Promise.allSettled(running);
    await sleep(500, undefined, { ref: false });
  } while (running.size > 0);
}

/** Frees the connections under jobs that do not end, or that a dead backend holds. */
async function abandon(workers: Worker[], running: Running, log: Log): Promise<void> {
  log.warn({ jobs: running.size }, 'closed without waiting any longer');
  const freed = Promise.allSettled(workers.map((worker) => worker.disconnect()));
  await within(ANSWER_MS, freed).catch(() => undefined);
}
