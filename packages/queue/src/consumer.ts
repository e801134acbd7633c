import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Worker } from 'bullmq';
import { ANSWER_MS, type Backend, connectBackend } from './backend.ts';
import { type Payload, parsePayload, type QueueName, SETTINGS } from './catalog.ts';
import type { QueueConfig } from './config.ts';
import { within } from './deadline.ts';
import type { Log } from './log.ts';

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
   * signals and gives them two seconds to unwind. What still runs then is left behind: its lock
   * expires and another worker takes it.
   */
  close(graceMs: number): Promise<void>;
}

const UNWIND_MS = 2000;
/** Never give a job up: PostgreSQL counts the attempts of workers that died, too. */
const STALLS_WITHOUT_END = 1_000_000;

/** Connects in the background, and again after every outage. */
export function startConsumer(config: QueueConfig, options: ConsumerOptions): Consumer {
  const backend = connectBackend(config, 'consumer', options.log);
  const stopping = new AbortController();
  const running: Running = new Set();
  const workers = options.queues.map((queue) =>
    consume(backend, config, queue, options, { running, stopping: stopping.signal }),
  );

  return {
    async close(graceMs) {
      const drained = Promise.allSettled(workers.map((worker) => worker.close()));
      const finished = Promise.race([drained, idle(running)]);
      await within(graceMs, finished).catch(() => stopping.abort(new Error('The worker is stopping')));
      await within(UNWIND_MS, drained).catch(() => abandon(workers, running, options.log));
      await backend.disconnect();
    },
  };
}

/** The jobs of this process that have begun and not ended. */
type Running = Set<Promise<void>>;

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

function consume<Q extends QueueName>(
  backend: Backend,
  config: QueueConfig,
  queue: Q,
  options: ConsumerOptions,
  { running, stopping }: { running: Running; stopping: AbortSignal },
): Worker {
  const { concurrency, timeoutSeconds } = SETTINGS[queue];
  const handler: Handler<Q> = options.handlers[queue];

  const run = async (job: Job, context: Omit<JobContext, 'signal'>) => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutSeconds * 1000)]);
    await handler(parsePayload(queue, job.data), { ...context, signal });
  };
  const processor = async (job: Job) => {
    const jobId = String(job.id);
    const { requestId } = job.data as { requestId?: string };
    const log = options.log.child({ queue, jobId, requestId });
    const display = progressDisplay(job, log);
    const work = run(job, { jobId, log, progress: display.show });
    running.add(work);
    try {
      await work;
    } catch (error) {
      log.error({ err: error }, 'job failed');
      throw error;
    } finally {
      running.delete(work);
      await display.shown();
    }
  };

  // A lost lock does not abort the handler: whether its work still counts is decided by the lease in
  // its row, which survives a wiped Redis.
  return backend.worker(queue, processor, {
    concurrency: options.concurrency?.[queue] ?? concurrency,
    lockDuration: config.lockSeconds * 1000,
    stalledInterval: (config.lockSeconds * 1000) / 2,
    maxStalledCount: STALLS_WITHOUT_END,
    runRetryDelay: 1000,
  });
}

/** Sends one percentage after the other, so that an older one never overtakes a newer. */
function progressDisplay(job: Job, log: Log) {
  let last = Promise.resolve();
  return {
    show(percent: number): void {
      last = last
        .then(() => job.updateProgress(Math.round(percent)))
        .catch((error: unknown) => log.debug({ err: error }, 'progress not shown'));
    },
    shown: () => last,
  };
}
