import { Fault } from '@proofsheet/domain';
import { ErrorCode, type JobsOptions, type Queue } from 'bullmq';
import { ANSWER_MS, connectBackend } from './backend.ts';
import { type MaintenanceTask, type Payload, parsePayload, QUEUES, type QueueName, SETTINGS } from './catalog.ts';
import type { QueueConfig } from './config.ts';
import { within } from './deadline.ts';
import type { Log } from './log.ts';

export interface EnqueueOptions {
  /** See `jobIds`. An id that the backend still holds is ignored. */
  readonly jobId: string;
  /** Lower runs sooner; 1 when left out. Grows with the user's unfinished work, so that nobody starves. */
  readonly priority?: number;
  /** Not before so many seconds; kept to the second. */
  readonly delaySeconds?: number;
  /**
   * For work that no row waits for, so that nobody would enqueue it again: the backend tries it so many times more, later
   * each time (10 s, 20 s, 40 s ...), and forgets it at its end, failed or not, so that its id may be used again.
   */
  readonly retries?: number;
}
export type Job<Q extends QueueName> = EnqueueOptions & { readonly payload: Payload<Q> };

/**
 * The producer's side. Every method answers within about a second: what the backend does not take by
 * then is a Fault `dependency_unavailable` of `queue`. The row stays PENDING, and the sweep enqueues it
 * later; a command that was late rather than lost changes nothing, since the job id is the same.
 */
export interface Queues {
  enqueue<Q extends QueueName>(queue: Q, payload: Payload<Q>, options: EnqueueOptions): Promise<void>;
  /** In batches: an outage half-way leaves the first ones enqueued. */
  enqueueMany<Q extends QueueName>(queue: Q, jobs: readonly Job<Q>[]): Promise<void>;
  /** Those of the ids that still wait or run. */
  liveJobs(queue: QueueName, ids: readonly string[]): Promise<Set<string>>;
  /**
   * One run of the task every so many seconds, however many processes ask for it. A wiped Redis forgets it: ask again
   * from time to time, which does not put the next one off.
   */
  schedule(everySeconds: number, task?: MaintenanceTask): Promise<void>;
  ping(): Promise<void>;
  /** For Bull Board. */
  readonly bull: Queue[];
  close(): Promise<void>;
}

/** BullMQ's lowest priority. */
const LOWEST = 2_097_151;
const BATCH = 200;
const LOOK_UP = 1000;
/** Nobody waits for a schedule. */
const SCHEDULE_MS = 5 * ANSWER_MS;
/** PostgreSQL's code for it. */
const DEADLOCK = '40P01';

/** Connects in the background: neither this nor a restart of the API needs the backend to be there. */
export function openQueues(config: QueueConfig, log: Log): Queues {
  const backend = connectBackend(config, 'producer', log);
  const queues = Object.fromEntries(QUEUES.map((name) => [name, backend.queue(name)])) as Record<QueueName, Queue>;

  async function answer<T>(command: () => Promise<T>, milliseconds = ANSWER_MS): Promise<T> {
    try {
      return await within(milliseconds, backend.attempted.then(command));
    } catch (cause) {
      throw new Fault('dependency_unavailable', 'The queue does not answer.', { dependency: 'queue', cause });
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
      for (let start = 0; start < entries.length; start += BATCH) {
        await answer(() => queues[queue].addBulk(entries.slice(start, start + BATCH)));
      }
    },
    async liveJobs(queue, ids) {
      const live = new Set<string>();
      for (let start = 0; start < ids.length; start += LOOK_UP) {
        const found = await answer(() => backend.liveJobs(queue, ids.slice(start, start + LOOK_UP)));
        for (const id of found) live.add(id);
      }
      return live;
    },
    schedule: (everySeconds, task = 'sweep') =>
      answer(() => scheduleTask(queues.maintenance, task, everySeconds * 1000), SCHEDULE_MS),
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

/**
 * Leaves a schedule alone that is as it should be. Several processes that make it at once may get in each
 * other's way: then one of them has made it, or the next call does.
 */
async function scheduleTask(maintenance: Queue, task: MaintenanceTask, every: number): Promise<void> {
  const known = await maintenance.getJobScheduler(task);
  const stuck = (known?.next ?? 0) < Date.now() - every;
  if (known?.every === every && !stuck) return;
  // A first job that were due at once could already run when the next process replaces it.
  const startDate = Math.ceil((Date.now() + 1) / every) * every;
  const template = {
    name: task,
    data: parsePayload('maintenance', { task }),
    opts: retention('maintenance'),
  };
  try {
    await maintenance.upsertJobScheduler(task, { every, startDate }, template);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== ErrorCode.SchedulerJobSlotsBusy && code !== DEADLOCK) throw error;
  }
}

function jobOptions(queue: QueueName, { jobId, priority = 1, delaySeconds, retries }: EnqueueOptions): JobsOptions {
  return {
    ...(retries === undefined ? retention(queue) : retried(retries)),
    jobId,
    priority: Math.min(Math.max(1, Math.round(priority)), LOWEST),
    ...(delaySeconds === undefined ? {} : { delay: Math.round(delaySeconds * 1000) }),
  };
}

const FIRST_RETRY_MS = 10_000;

function retried(retries: number) {
  const backoff = { type: 'exponential', delay: FIRST_RETRY_MS };
  return { attempts: 1 + retries, backoff, removeOnComplete: true, removeOnFail: true };
}

/** One attempt: PostgreSQL counts the attempts, and a retry is a new dispatch with a job of its own. */
function retention(queue: QueueName) {
  const { keepCompleted, keepFailed } = SETTINGS[queue];
  return { attempts: 1, removeOnComplete: keepCompleted, removeOnFail: keepFailed };
}
