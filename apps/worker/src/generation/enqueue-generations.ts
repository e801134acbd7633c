import { backlogsOf, type Db, type Dispatch } from '@proofsheet/database';
import { priorityOf } from '@proofsheet/domain';
import { type Job, jobIds, type Queues, queueForKind } from '@proofsheet/queue';

type GenerationJob = Job<'thumbnail' | 'ad'>;

/**
 * Enqueues PENDING generations under their present dispatch. As at submission, the more unfinished work a user has, the
 * later it runs: what was lost together must not come back as one user's block.
 */
export async function enqueueGenerations(
  { db, queues }: { db: Db; queues: Queues },
  rows: readonly Dispatch[],
  delaySeconds = 0,
): Promise<void> {
  const backlogs = await backlogsOf(db, [...new Set(rows.map(({ userId }) => userId))]);
  for (const [queue, waiting] of byQueue(rows)) {
    const jobs = waiting.map((row): GenerationJob => {
      const { id, userId, dispatch, requestId } = row;
      const payload = { generationId: id, dispatch, ...(requestId === null ? {} : { requestId }) };
      const priority = priorityOf(backlogs.get(userId) ?? { unfinished: 1, weight: 1 });
      return { jobId: jobIdOf(row), payload, priority, delaySeconds };
    });
    await queues.enqueueMany(queue, jobs);
  }
}

/** The rows whose present dispatch has no job that waits or runs. */
export async function withoutJob(queues: Queues, rows: readonly Dispatch[]): Promise<Dispatch[]> {
  const lost: Dispatch[] = [];
  for (const [queue, dispatched] of byQueue(rows)) {
    const live = await queues.liveJobs(queue, dispatched.map(jobIdOf));
    lost.push(...dispatched.filter((row) => !live.has(jobIdOf(row))));
  }
  return lost;
}

function byQueue(rows: readonly Dispatch[]): Map<'thumbnail' | 'ad', Dispatch[]> {
  return Map.groupBy(rows, ({ kind }) => queueForKind(kind));
}

function jobIdOf({ id, dispatch }: Dispatch): string {
  return jobIds.generation(id, dispatch);
}
