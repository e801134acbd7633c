import {
  cancelOverdue,
  type Db,
  dueBucketDeliveries,
  dueEndpoints,
  expireGenerations,
  type PendingAsset,
  pendingAssets,
  pendingGenerations,
  reclaimExpiredLeases,
  redispatch,
} from '@proofsheet/database';
import { jobIds, type Log, type Queues } from '@proofsheet/queue';
import { enqueueGenerations, withoutJob } from '../generation/enqueue-generations.ts';
import { pagesOf, untilNoneIsLeft } from './pages.ts';

export interface SweepTools {
  readonly db: Db;
  readonly queues: Queues;
}

/** Younger rows are just being enqueued by the process that wrote them. */
const GENERATION_SETTLED_SECONDS = 5;
/** Longer, since nobody waits for an asset itself: a generation that needs it ingests it. */
const ASSET_SETTLED_SECONDS = 60;
/** Their jobs are just being enqueued by who heard of them. */
const DELIVERY_SETTLED_SECONDS = 2;
/** How many rows are read at once. */
const PAGE = 1000;

/**
 * Ends what has passed its deadline, hides what has expired, and enqueues what the queue has lost: to a wiped Redis, an API that died between
 * its commit and its enqueue, or a worker that died while it rendered. Several sweeps may run at once: every change of
 * a row is guarded, and a superfluous job claims nothing.
 */
export async function sweep(tools: SweepTools, signal: AbortSignal, log: Log): Promise<void> {
  const overdue = await untilNoneIsLeft(() => cancelOverdue(tools.db, { limit: PAGE }), signal);
  const expired = await untilNoneIsLeft(() => expireGenerations(tools.db, { limit: PAGE }), signal);
  if (expired > 0) log.info({ expired }, 'generations expired');
  const reclaimed = await untilNoneIsLeft(() => reclaimLeases(tools), signal);
  const generations = await enqueueLostGenerations(tools, signal);
  const assets = await enqueueLostAssets(tools, signal);
  if (overdue + reclaimed + generations + assets > 0) {
    log.warn({ overdue, reclaimed, generations, assets }, 'lost work swept up');
  }
  await enqueueDueDeliveries(tools, signal);
  await enqueueBucketDeliveries(tools, signal);
}

/** Rows whose worker died go back to PENDING under a new dispatch, or end when their attempts are used up. */
async function reclaimLeases(tools: SweepTools): Promise<number> {
  const reclaimed = await reclaimExpiredLeases(tools.db, { limit: PAGE });
  await enqueueGenerations(tools, reclaimed);
  return reclaimed.length;
}

/**
 * PENDING rows without a live job get a new dispatch, because BullMQ ignores the id of a finished job that it still
 * holds.
 */
async function enqueueLostGenerations(tools: SweepTools, signal: AbortSignal): Promise<number> {
  const page = { olderThanSeconds: GENERATION_SETTLED_SECONDS, limit: PAGE };
  let found = 0;
  for await (const pending of pagesOf((after) => pendingGenerations(tools.db, { ...page, after }), signal)) {
    const lost = await withoutJob(tools.queues, pending);
    await enqueueGenerations(tools, await redispatch(tools.db, { rows: lost }));
    found += lost.length;
  }
  return found;
}

/**
 * An asset has no dispatch number: its later jobs are numbered by the database's minute, so that a lost or failed job is tried
 * again a minute later, and several sweeps in one minute enqueue it once.
 */
async function enqueueLostAssets({ db, queues }: SweepTools, signal: AbortSignal): Promise<number> {
  const page = { olderThanSeconds: ASSET_SETTLED_SECONDS, limit: PAGE };
  let found = 0;
  for await (const pending of pagesOf((after) => pendingAssets(db, { ...page, after }), signal)) {
    const recent = pending.flatMap(recentJobs);
    const live = await queues.liveJobs('ingest', recent);
    const lost = pending.filter((asset) => !recentJobs(asset).some((jobId) => live.has(jobId)));
    const jobs = lost.map(({ id, minute, requestId }) => ({
      jobId: jobIds.ingest(id, minute),
      payload: { assetId: id, ...(requestId === null ? {} : { requestId }) },
    }));
    await queues.enqueueMany('ingest', jobs);
    found += lost.length;
  }
  return found;
}

/**
 * Every delivery whose time has come and that no job has taken: most are retries, which have no job of their own. Jobs are
 * numbered by the database's clock, so that several sweeps enqueue one.
 */
async function enqueueDueDeliveries({ db, queues }: SweepTools, signal: AbortSignal): Promise<void> {
  const page = { settledSeconds: DELIVERY_SETTLED_SECONDS, limit: PAGE };
  for await (const due of pagesOf((after) => dueEndpoints(db, { ...page, after }), signal)) {
    const jobs = due.map(({ id, step }) => ({ jobId: jobIds.webhook(id, step), payload: { endpointId: id } }));
    await queues.enqueueMany('webhook', jobs);
  }
}

/** Every delivery to a bucket whose time has come. No process has to live on for one: this is what begins each. */
async function enqueueBucketDeliveries({ db, queues }: SweepTools, signal: AbortSignal): Promise<void> {
  for await (const due of pagesOf(
    (after) => dueBucketDeliveries(db, { settledSeconds: 0, limit: PAGE, after }),
    signal,
  )) {
    const jobs = due.map(({ id, attempt }) => ({ jobId: jobIds.delivery(id, attempt), payload: { generationId: id } }));
    await queues.enqueueMany('delivery', jobs);
  }
}

/**
 * The jobs of the upload, of this minute and of the four before it. In a longer backlog a superfluous job does no harm.
 */
function recentJobs({ id, minute }: PendingAsset): string[] {
  const recent = Array.from({ length: 5 }, (_, back) => minute - back);
  return [0, ...recent].map((dispatch) => jobIds.ingest(id, dispatch));
}
