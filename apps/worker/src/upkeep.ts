import { type Consumer, type Log, type MaintenanceTask, type Queues, startWatchdog } from '@proofsheet/queue';
import type { Configuration } from './configuration.ts';

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
  { queues, consumer, log }: { queues: Queues; consumer: Consumer; log: Log },
): Upkeep {
  const { promise: stuck, resolve } = Promise.withResolvers<string>();
  const giveUp = (queue: string) => resolve(`nothing is taken from ${queue}`);
  const watchdog = startWatchdog({ queues, consumer, names, patienceSeconds, giveUp, log });
  const seconds = { sweep: sweepSeconds, trim: 600, collect: 3600 };
  const schedule = names.includes('maintenance') ? keepScheduled(queues, seconds, log) : undefined;
  return {
    stuck,
    stop() {
      watchdog.stop();
      schedule?.stop();
    },
  };
}

const ASK_SECONDS = 60;

/** Keeps the repeating tasks scheduled: a wiped Redis forgets them, so this asks for them again and again. */
function keepScheduled(queues: Queues, seconds: Readonly<Record<MaintenanceTask, number>>, log: Log): { stop(): void } {
  const timers = (Object.entries(seconds) as [MaintenanceTask, number][]).map(([task, everySeconds]) => {
    const ask = () =>
      queues
        .schedule(everySeconds, task)
        .catch((error: unknown) => log.debug({ err: error, task }, 'maintenance not scheduled'));
    void ask();
    return setInterval(ask, Math.min(everySeconds, ASK_SECONDS) * 1000);
  });
  return { stop: () => timers.forEach(clearInterval) };
}
