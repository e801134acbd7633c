import type { Log, MaintenanceTask, Queues } from '@proofsheet/queue';

/** Seconds between two runs of each task. */
export type Schedule = Readonly<Record<MaintenanceTask, number>>;

const ASK_SECONDS = 60;

/** Keeps the repeating tasks scheduled: a wiped Redis forgets them, so they are asked for again and again. */
export function keepScheduled(queues: Queues, schedule: Schedule, log: Log): { stop(): void } {
  const timers = (Object.entries(schedule) as [MaintenanceTask, number][]).map(([task, everySeconds]) => {
    const ask = () =>
      queues
        .schedule(everySeconds, task)
        .catch((error: unknown) => log.debug({ err: error, task }, 'maintenance not scheduled'));
    void ask();
    return setInterval(ask, Math.min(everySeconds, ASK_SECONDS) * 1000);
  });
  return { stop: () => timers.forEach(clearInterval) };
}
