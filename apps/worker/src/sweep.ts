import {
  type Db,
  type Dispatch,
  pendingAssets,
  pendingGenerations,
  reclaimExpiredLeases,
  redispatch,
} from '@proofsheet/database';
import { type Job, jobIds, type Log, type Queues, queueForKind } from '@proofsheet/queue';

export interface SweepTools {
  readonly db: Db;
  readonly queues: Queues;
}

/** Rows younger than this are being enqueued right now by whoever wrote them. */
const SETTLED_SECONDS = 5;
/** Longer, since nobody waits for an asset alone: a generation that needs it ingests it. */
const ASSET_SETTLED_SECONDS = 60;
const GENERATIONS = 500;
const ASSETS = 100;

/**
 * Finds what the queue has lost: a wiped Redis, an API that died between its commit and its enqueue, a worker that died
 * in mid-render. Any number may run at once: every change of a row is guarded, and a job too many claims nothing.
 */
export async function sweep(tools: SweepTools, log: Log): Promise<void> {
  const reclaimed = await reclaimLeases(tools, log);
  const generations = await enqueueLostGenerations(tools);
  const assets = await enqueueLostAssets(tools);
  if (reclaimed + generations + assets > 0) log.warn({ reclaimed, generations, assets }, 'swept up lost work');
}

/** Rows whose worker died: back to PENDING under a new dispatch, or FAILED when their attempts are used up. */
async function reclaimLeases({ db, queues }: SweepTools, log: Log): Promise<number> {
  const reclaimed = await reclaimExpiredLeases(db, { limit: GENERATIONS });
  for (const { id, dispatch } of reclaimed) log.warn({ generationId: id, dispatch }, 'expired lease reclaimed');
  await enqueue(queues, reclaimed);
  return reclaimed.length;
}

/** PENDING without a live job. A new dispatch, because BullMQ ignores the id of a job that it holds as finished. */
async function enqueueLostGenerations({ db, queues }: SweepTools): Promise<number> {
  const pending = await pendingGenerations(db, { olderThanSeconds: SETTLED_SECONDS, limit: GENERATIONS });
  const live = await liveJobsOf(queues, pending);
  const lost = pending.filter(({ id, dispatch }) => !live.has(jobIds.generation(id, dispatch)));
  if (lost.length === 0) return 0;
  await enqueue(queues, await redispatch(db, { ids: lost.map(({ id }) => id) }));
  return lost.length;
}

async function liveJobsOf(queues: Queues, rows: readonly Dispatch[]): Promise<Set<string>> {
  const live = new Set<string>();
  for (const [queue, jobs] of byQueue(rows)) {
    for (const id of await queues.liveJobs(
      queue,
      jobs.map(({ jobId }) => jobId),
    ))
      live.add(id);
  }
  return live;
}

async function enqueue(queues: Queues, rows: readonly Dispatch[]): Promise<void> {
  for (const [queue, jobs] of byQueue(rows)) await queues.enqueueMany(queue, jobs);
}

function byQueue(rows: readonly Dispatch[]): Map<'thumbnail' | 'ad', Job<'thumbnail' | 'ad'>[]> {
  const jobs = rows.map(({ id, kind, dispatch, requestId }) => ({
    queue: queueForKind(kind),
    jobId: jobIds.generation(id, dispatch),
    payload: { generationId: id, dispatch, ...(requestId === null ? {} : { requestId }) },
  }));
  return Map.groupBy(jobs, ({ queue }) => queue);
}

/**
 * An asset has no dispatch of its own: its later jobs are numbered by the minute, so that a lost or failed one is tried
 * again a minute later, and several sweeps in one minute enqueue it once.
 */
async function enqueueLostAssets({ db, queues }: SweepTools): Promise<number> {
  const pending = await pendingAssets(db, { olderThanSeconds: ASSET_SETTLED_SECONDS, limit: ASSETS });
  const minute = Math.floor(Date.now() / 60_000);
  const live = await queues.liveJobs(
    'ingest',
    pending.flatMap(({ id }) => recentJobs(id, minute)),
  );
  const lost = pending.filter(({ id }) => !recentJobs(id, minute).some((jobId) => live.has(jobId)));
  const jobs = lost.map(({ id, requestId }) => ({
    jobId: jobIds.ingest(id, minute),
    payload: { assetId: id, ...(requestId === null ? {} : { requestId }) },
  }));
  await queues.enqueueMany('ingest', jobs);
  return lost.length;
}

/** The job of the upload, and those of the last ten minutes: in a longer backlog one too many does no harm. */
function recentJobs(assetId: string, minute: number): string[] {
  const recent = Array.from({ length: 10 }, (_, back) => minute - back);
  return [0, ...recent].map((dispatch) => jobIds.ingest(assetId, dispatch));
}
