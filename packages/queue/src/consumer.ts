import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import type { Backend } from './backend.ts';
import type { QueueName } from './catalog.ts';
import type { QueueConfig } from './config.ts';
import { connectBackend } from './connect-backend.ts';
import { ANSWER_MS, within } from './deadline.ts';
import type { ConsumerOptions } from './handlers.ts';
import type { Log } from './log.ts';
import { createProcessor, type QueueProcessor, type RunningJobs } from './processor.ts';

export interface Consumer {
  /**
   * Takes no more jobs at once; lets the running ones finish within the grace, then aborts their signals and gives them
   * five seconds to give their work back. What still runs then is left behind: its lock expires and another worker
   * takes it over.
   */
  close(graceMs: number): Promise<void>;
  /** How long ago this process took a job of the queue, or began to wait for one, and whether it could take another. */
  activity(queue: QueueName): { readonly idleMs: number; readonly free: boolean };
  /** Replaces the connections by new ones. Running jobs go on; the queue may give them to another worker as well. */
  reconnect(): Promise<void>;
}

const UNWIND_MS = 5000;
/** The backend never gives a job up: PostgreSQL counts the attempts, those of workers that died too. */
const UNLIMITED_STALLS = 1_000_000;

/** Connects in the background, and again after every outage. */
export function startConsumer(config: QueueConfig, options: ConsumerOptions): Consumer {
  const stopping = new AbortController();
  const running: RunningJobs = new Set();
  const processors = options.queues.map((queue) =>
    createProcessor(queue, options, { running, stopping: stopping.signal }),
  );
  const connect = () => {
    const backend = connectBackend(config, 'consumer', options);
    return { backend, workers: processors.map((processor) => startWorker(backend, config, processor)) };
  };
  let session = connect();

  return {
    async close(graceMs) {
      const { backend, workers } = session;
      const drained = Promise.allSettled(workers.map((worker) => worker.close()));
      const finished = Promise.race([drained, untilIdle(running)]);
      await within(graceMs, finished).catch(() => stopping.abort(new Error('The worker is stopping')));
      await within(UNWIND_MS, drained).catch(() => abandon(workers, running, options.log));
      await backend.disconnect();
    },
    activity(queue) {
      const processor = processors.find((one) => one.queue === queue);
      if (!processor) return { idleMs: 0, free: false };
      return { idleMs: performance.now() - processor.takenAt, free: processor.running < processor.concurrency };
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

function startWorker(backend: Backend, config: QueueConfig, { queue, concurrency, process }: QueueProcessor): Worker {
  // A lost lock does not abort the handler: the lease in its row decides whether its work still counts, and survives a
  // wiped Redis.
  return backend.worker(queue, process, {
    concurrency,
    lockDuration: config.lockSeconds * 1000,
    stalledInterval: (config.lockSeconds * 1000) / 2,
    maxStalledCount: UNLIMITED_STALLS,
    runRetryDelay: 1000,
  });
}

/**
 * A worker whose backend is down never drains: this waits for the jobs alone, those included that are just beginning.
 */
async function untilIdle(running: RunningJobs): Promise<void> {
  do {
    await Promise.allSettled(running);
    await sleep(500, undefined, { ref: false });
  } while (running.size > 0);
}

/** Frees the connections under jobs that do not end, or that a dead backend holds. */
async function abandon(workers: Worker[], running: RunningJobs, log: Log): Promise<void> {
  log.warn({ jobs: running.size }, 'closed without waiting any longer');
  const freed = Promise.allSettled(workers.map((worker) => worker.disconnect()));
  await within(ANSWER_MS, freed).catch(() => undefined);
}
