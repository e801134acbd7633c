import type { Job, Processor } from 'bullmq';
import { CANARY, parsePayload, type QueueName, SETTINGS } from './catalog.ts';
import type { ConsumerOptions, Handler, JobContext } from './consumer.ts';
import type { Log } from './log.ts';

/** The jobs of this process that have begun and not ended. */
export type Running = Set<Promise<void>>;

/** What this process does for one queue, whatever connection the jobs come by. */
export interface Work {
  readonly queue: QueueName;
  readonly concurrency: number;
  readonly processor: Processor;
  /** When it last took a job, or began to wait for one. */
  readonly takenAt: number;
  readonly running: number;
}

export function observed<Q extends QueueName>(
  queue: Q,
  options: ConsumerOptions,
  { running, stopping }: { running: Running; stopping: AbortSignal },
): Work {
  const { timeoutSeconds } = SETTINGS[queue];
  const handler: Handler<Q> = options.handlers[queue];
  const concurrency = options.concurrency?.[queue] ?? SETTINGS[queue].concurrency;
  const work = { queue, concurrency, processor, takenAt: performance.now(), running: 0 };

  const run = async (job: Job, context: Omit<JobContext, 'signal'>) => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutSeconds * 1000)]);
    await handler(parsePayload(queue, job.data), { ...context, signal });
  };
  async function processor(job: Job): Promise<void> {
    work.takenAt = performance.now();
    if (job.name === CANARY) return;
    const jobId = String(job.id);
    const { requestId } = job.data as { requestId?: string };
    const log = options.log.child({ queue, jobId, requestId });
    const display = progressDisplay(job, log);
    const begun = run(job, { jobId, log, progress: display.show });
    running.add(begun);
    work.running += 1;
    try {
      await begun;
    } catch (error) {
      log.error({ err: error }, 'job failed');
      throw error;
    } finally {
      work.running -= 1;
      work.takenAt = performance.now();
      running.delete(begun);
      await display.shown();
    }
  }
  return work;
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
