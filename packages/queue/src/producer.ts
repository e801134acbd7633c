import type { OutageWatch } from '@proofsheet/domain';
import type { JobsOptions, Queue } from 'bullmq';
import { CANARY, CATALOG, MAINTENANCE_TASKS, type Payload, parsePayload, QUEUES, type QueueName } from './catalog.ts';
import type { QueueConfig } from './config.ts';
import { connectBackend } from './connect-backend.ts';
import { ANSWER_MS, ENQUEUE_BATCH, JOB_MS, within } from './deadline.ts';
import { queueFault } from './faults.ts';
import { figuresOf, type QueueFigures } from './figures.ts';
import type { Log } from './log.ts';

export interface EnqueueOptions {
  /** See `jobIds`. An id that the backend still holds is ignored. */
  readonly jobId: string;
  /** Lower runs sooner; the catalog's when left out. Grows with the user's unfinished work, so that nobody starves. */
  readonly priority?: number;
  /** The job runs after this many seconds at the earliest, and about a second later at the latest. */
  readonly delaySeconds?: number;
  /**
   * For work that no row waits for, so that the sweep would not enqueue it again: how often the backend retries it,
   * later each time (after 10 s, 20 s, 40 s ...). It forgets the job at its end, failed or not, so that its id can be
   * used again.
   */
  readonly retries?: number;
}
export type Job<Q extends QueueName> = EnqueueOptions & { readonly payload: Payload<Q> };

/**
 * The producer's side. Every method answers within about a second: what the backend has not taken by then is a Fault
 * `dependency_unavailable` of `queue`. The row stays PENDING, and the sweep enqueues it later; a command that was late
 * rather than lost changes nothing, since the job id is the same.
 */
export interface Queues {
  enqueue<Q extends QueueName>(queue: Q, payload: Payload<Q>, options: EnqueueOptions): Promise<void>;
  /**
   * In batches, each within a time that grows with its jobs: a thousand are taken by a busy machine, too.
   * An outage half-way leaves the first ones enqueued.
   */
  enqueueMany<Q extends QueueName>(queue: Q, jobs: readonly Job<Q>[]): Promise<void>;
  /**
   * Those of the ids that wait or run. One that is held back for a time is not among them: it comes when the clocks of
   * the workers say so, and a row whose time has come must not wait for those.
   */
  liveJobs(queue: QueueName, ids: readonly string[]): Promise<Set<string>>;
  /** Removes what an earlier version repeats by itself. */
  forgetSchedules(): Promise<void>;
  /** How many jobs could be taken now; none while the queue is paused. */
  waiting(queue: QueueName): Promise<number>;
  /** How it stands with every queue, and who takes its jobs. */
  figures(): Promise<QueueFigures[]>;
  /** Enqueues a job that does nothing, unless one waits already. */
  placeCanary(queue: QueueName): Promise<void>;
  ping(): Promise<void>;
  /** For Bull Board. */
  readonly bull: Queue[];
  close(): Promise<void>;
}

/** BullMQ's lowest priority. */
const LOWEST_PRIORITY = 2_097_151;
const LOOKUP_BATCH = 1000;
/** Of seven queues, over a few connections. */
const FIGURES_MS = 3 * ANSWER_MS;

/** Connects in the background, so that the API starts while the backend is down. */
export function openQueues(config: QueueConfig, log: Log, watch?: OutageWatch): Queues {
  const backend = connectBackend(config, 'producer', { log, watch });
  const queues = Object.fromEntries(QUEUES.map((name) => [name, backend.queue(name)])) as Record<QueueName, Queue>;

  async function answer<T>(command: () => Promise<T>, milliseconds = ANSWER_MS): Promise<T> {
    try {
      const value = await within(milliseconds, backend.firstConnection.then(command));
      watch?.answered();
      return value;
    } catch (cause) {
      const fault = queueFault(backend.explain(cause));
      watch?.failed(fault);
      throw fault;
    }
  }

  return {
    async enqueue(queue, payload, options) {
      const data = parsePayload(queue, payload);
      await answer(() => queues[queue].add(queue, data, jobOptions(queue, options)));
    },
    async enqueueMany(queue, jobs) {
      const entries = jobs.map(({ payload, ...options }) => ({
        name: queue,
        data: parsePayload(queue, payload),
        opts: jobOptions(queue, options),
      }));
      for (let start = 0; start < entries.length; start += ENQUEUE_BATCH) {
        const batch = entries.slice(start, start + ENQUEUE_BATCH);
        await answer(() => queues[queue].addBulk(batch), ANSWER_MS + batch.length * JOB_MS);
      }
    },
    async liveJobs(queue, ids) {
      const live = new Set<string>();
      for (let start = 0; start < ids.length; start += LOOKUP_BATCH) {
        const found = await answer(() => backend.liveJobs(queue, ids.slice(start, start + LOOKUP_BATCH)));
        for (const id of found) live.add(id);
      }
      return live;
    },
    forgetSchedules: () => answer(() => forgetSchedules(queues.maintenance)),
    waiting: (queue) => answer(() => countWaiting(queues[queue])),
    figures: () => answer(() => Promise.all(QUEUES.map((name) => figuresOf(name, queues[name]))), FIGURES_MS),
    async placeCanary(queue) {
      const options = { jobId: CANARY, priority: 1, removeOnComplete: true, removeOnFail: true };
      await answer(() => queues[queue].add(CANARY, {}, options));
    },
    ping: () => answer(backend.ping),
    bull: Object.values(queues),
    async close() {
      await within(ANSWER_MS, Promise.allSettled(Object.values(queues).map((queue) => queue.close()))).catch(
        () => undefined,
      );
      await backend.disconnect();
    },
  };
}

async function countWaiting(queue: Queue): Promise<number> {
  if (await queue.isPaused()) return 0;
  const { waiting = 0, prioritized = 0 } = await queue.getJobCounts('waiting', 'prioritized');
  return waiting + prioritized;
}

/** Of an earlier version, which left the schedule to BullMQ, and so to the clock of the worker that wrote it. */
async function forgetSchedules(maintenance: Queue): Promise<void> {
  for (const task of MAINTENANCE_TASKS) await maintenance.removeJobScheduler(task);
}

function jobOptions(queue: QueueName, options: EnqueueOptions): JobsOptions {
  const { jobId, priority = CATALOG[queue].priority, delaySeconds, retries } = options;
  return {
    ...(retries === undefined ? runOptions(queue) : retryOptions(retries)),
    jobId,
    priority: Math.min(Math.max(1, Math.round(priority)), LOWEST_PRIORITY),
    ...(delaySeconds === undefined ? {} : { delay: Math.round(delaySeconds * 1000) }),
  };
}

const FIRST_RETRY_MS = 10_000;

function retryOptions(retries: number): JobsOptions {
  const backoff = { type: 'exponential', delay: FIRST_RETRY_MS };
  return { attempts: 1 + retries, backoff, removeOnComplete: true, removeOnFail: true };
}

function runOptions(queue: QueueName): JobsOptions {
  const { attempts, keepCompleted, keepFailed } = CATALOG[queue];
  return { attempts, removeOnComplete: keepCompleted, removeOnFail: keepFailed };
}
