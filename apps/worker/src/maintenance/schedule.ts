import { type Db, lastRun, takeTurn } from '@proofsheet/database';
import { jobIds, type Log, type MaintenanceTask, type Queues } from '@proofsheet/queue';

export interface ScheduleTools {
  readonly db: Db;
  readonly queues: Queues;
  readonly log: Log;
}

/** While the database is down, and while a clock seems to stand still. */
const ASK_SECONDS = { least: 0.05, most: 60 };

/**
 * Starts each repeating task when the database says that it is due, whichever worker asks first: it becomes a job, which
 * any worker of the queue takes. What cannot be enqueued is due again an interval later.
 */
export function keepScheduled(
  tools: ScheduleTools,
  seconds: Readonly<Record<MaintenanceTask, number>>,
): { stop(): void } {
  const { queues, log } = tools;
  void queues.forgetSchedules().catch((error: unknown) => log.debug({ err: error }, 'old schedules not removed'));
  const asking = Object.entries(seconds).map(([task, every]) => keepAsking(tools, task as MaintenanceTask, every));
  return {
    stop() {
      for (const { stop } of asking) stop();
    },
  };
}

function keepAsking(tools: ScheduleTools, task: MaintenanceTask, everySeconds: number): { stop(): void } {
  const reportLateness = latenessReport(tools, task);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function ask(): Promise<void> {
    let waitSeconds = everySeconds;
    try {
      const { run, dueInSeconds } = await takeTurn(tools.db, { task, everySeconds });
      waitSeconds = dueInSeconds;
      await reportLateness();
      if (run !== undefined) await tools.queues.enqueue('maintenance', { task }, { jobId: jobIds.task(task, run) });
    } catch (error) {
      tools.log.debug({ err: error, task }, 'maintenance not started');
    }
    const { least, most } = ASK_SECONDS;
    if (!stopped) timer = setTimeout(ask, Math.min(Math.max(waitSeconds, least), everySeconds, most) * 1000);
  }
  void ask();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** One line when a task has not ended for several intervals, and one when it has again. */
function latenessReport({ db, log }: ScheduleTools, task: MaintenanceTask) {
  let wasLate = false;
  return async () => {
    const { late = false, endedAt = null } = (await lastRun(db, { task })) ?? {};
    if (late && !wasLate) log.error({ task, lastEndedAt: endedAt }, 'maintenance does not end: does a worker take it?');
    if (!late && wasLate) log.info({ task, lastEndedAt: endedAt }, 'maintenance ends again');
    wasLate = late;
  };
}
