import { type Consumer, type Log, type Queues, startWatchdog } from '@proofsheet/queue';
import type { Config } from './config.ts';
import { keepScheduled } from './maintenance/keep-scheduled.ts';

export interface Upkeep {
  /** Resolves with the reason when this process takes no jobs although there are some, and cannot help itself. */
  readonly stuck: Promise<string>;
  stop(): void;
}

/** What runs beside the jobs: the watchdog over those who take them, and the schedule of maintenance. */
export function startUpkeep(
  { queues: names, sweepSeconds, patienceSeconds }: Config['worker'],
  { queues, consumer, log }: { queues: Queues; consumer: Consumer; log: Log },
): Upkeep {
  const { promise: stuck, resolve } = Promise.withResolvers<string>();
  const giveUp = (queue: string) => resolve(`nothing is taken from ${queue}`);
  const watchdog = startWatchdog({ queues, consumer, names, patienceSeconds, giveUp, log });
  const schedule = { sweep: sweepSeconds, trim: 600, collect: 3600 };
  const scheduled = names.includes('maintenance') ? keepScheduled(queues, schedule, log) : undefined;
  return {
    stuck,
    stop() {
      watchdog.stop();
      scheduled?.stop();
    },
  };
}
