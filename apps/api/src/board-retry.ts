import type { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { type Db, findGeneration, generationDispatch, retryGeneration } from '@proofsheet/database';
import type { Queues } from '@proofsheet/queue';
import type { FastifyBaseLogger } from 'fastify';
import { enqueueGeneration } from './enqueue-generation.ts';
import { nothingToRetry } from './operations/retry-generation.ts';

interface RetryTools {
  readonly db: Db;
  readonly queues: Queues;
}

type Job = NonNullable<Awaited<ReturnType<BullMQAdapter['getJob']>>>;

/** Behind all that clients have asked for lately, and before those with a long backlog. */
const PRIORITY = 10;

/**
 * The adapter, whose jobs of generations are retried as the API does it: by the row, under the next dispatch. BullMQ's
 * own retry would run the job of a row that has ended, which claims nothing.
 */
export function retryAsOperator(adapter: BullMQAdapter, tools: RetryTools, log: FastifyBaseLogger): BullMQAdapter {
  const [getJob, getJobs] = [adapter.getJob.bind(adapter), adapter.getJobs.bind(adapter)];
  const byRow = (job: Job) => {
    const { generationId } = job.data as { generationId?: string };
    return generationId === undefined ? job : Object.assign(job, { retry: () => retry(generationId, tools, log) });
  };
  adapter.getJob = async (id) => {
    const job = await getJob(id);
    return job && byRow(job);
  };
  adapter.getJobs = async (...page) => (await getJobs(...page)).map(byRow);
  return adapter;
}

async function retry(id: string, { db, queues }: RetryTools, log: FastifyBaseLogger): Promise<void> {
  const row = await generationDispatch(db, id);
  if (row === undefined) return;
  const { userId } = row;
  const retried = await db.transaction().execute((tx) => retryGeneration(tx, { userId, id }));
  if (retried) return enqueueGeneration(queues, { ...retried, priority: PRIORITY, requestId: `board-${id}` }, log);
  const now = await findGeneration(db, { userId, id });
  if (now) throw nothingToRetry(now);
}
