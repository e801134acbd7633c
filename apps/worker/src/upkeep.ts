import { type Consumer, startWatchdog } from '@proofsheet/queue';
import type { Configuration } from './configuration.ts';
import { keepScheduled, type ScheduleTools } from './maintenance/schedule.ts';

export interface Upkeep {
  /**
   * Resolves with the reason when this process takes no jobs although some wait, and connecting again has not helped.
   */
  readonly stuck: Promise<string>;
  stop(): void;
}

/** What runs beside the jobs: the watchdog over the consumer, and the schedule of maintenance. */
export function startUpkeep(
  { queues: names, sweepSeconds, patienceSeconds }: Configuration['worker'],
  { db, queues, consumer, log }: ScheduleTools & { consumer: Consumer },
): Upkeep {
  const { promise: stuck, resolve } = Promise.withResolvers<string>();
  const giveUp = (queue: string) => resolve(`nothing is taken from ${queue}`);
  const watchdog = startWatchdog({ queues, consumer, names, patienceSeconds, giveUp, log });
  const seconds = { sweep: sweepSeconds, trim: 600, collect: 3600 };
  const schedule = names.includes('maintenance') ? keepScheduled({ db, queues, log }, seconds) : undefined;
  return {
    stuck,
    stop() {
      watchdog.stop();
      schedule?.stop();
    },
  };
}
