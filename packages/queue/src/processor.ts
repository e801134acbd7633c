import { isOutage } from '@proofsheet/domain';
import type { Job, Processor } from 'bullmq';
import { CANARY, CATALOG, parsePayload, type QueueName } from './catalog.ts';
import type { ConsumerOptions, Handler, JobContext } from './handlers.ts';
import type { Log } from './log.ts';

/** The jobs of this process that have begun and not ended. */
export type RunningJobs = Set<Promise<void>>;

/** Runs the jobs of one queue in this process. It outlives the connection that they come by. */
export interface QueueProcessor {
  readonly queue: QueueName;
  readonly concurrency: number;
  readonly process: Processor;
  /** When it last took a job, or began to wait for one. */
  readonly takenAt: number;
  readonly running: number;
}

export function createProcessor<Q extends QueueName>(
  queue: Q,
  options: ConsumerOptions,
  { running, stopping }: { running: RunningJobs; stopping: AbortSignal },
): QueueProcessor {
  const { timeoutSeconds } = CATALOG[queue];
  const handler: Handler<Q> = options.handlers[queue];
  const concurrency = options.concurrency?.[queue] ?? CATALOG[queue].concurrency;
  const processor = { queue, concurrency, process, takenAt: performance.now(), running: 0 };

  const handle = async (job: Job, context: Omit<JobContext, 'signal'>) => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutSeconds * 1000)]);
    await handler(parsePayload(queue, job.data), { ...context, signal });
  };
  async function process(job: Job): Promise<void> {
    processor.takenAt = performance.now();
    if (job.name === CANARY) return;
    const jobId = String(job.id);
    const { requestId } = job.data as { requestId?: string };
    const log = options.log.child({ queue, jobId, requestId });
    const display = progressDisplay(job, log);
    const begun = handle(job, { jobId, log, progress: display.show });
    running.add(begun);
    processor.running += 1;
    try {
      await begun;
    } catch (error) {
      // Why a dependency is away is logged once, when it goes.
      log[isOutage(error) ? 'debug' : 'error']({ err: error }, 'job failed');
      throw error;
    } finally {
      processor.running -= 1;
      processor.takenAt = performance.now();
      running.delete(begun);
      await display.shown();
    }
  }
  return processor;
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
