import {
  cancelOverdue,
  type Db,
  pendingAssets,
  pendingGenerations,
  reclaimExpiredLeases,
  redispatch,
} from '@proofsheet/database';
import { jobIds, type Log, type Queues } from '@proofsheet/queue';
import { enqueueGenerations, withoutJob } from '../generation/enqueue-generations.ts';
import { untilNoneIsLeft } from './until-none-is-left.ts';

export interface SweepTools {
  readonly db: Db;
  readonly queues: Queues;
}

/** Rows younger than this are being enqueued right now by whoever wrote them. */
const GENERATION_SETTLED_SECONDS = 5;
/** Longer, since nobody waits for an asset alone: a generation that needs it ingests it. */
const ASSET_SETTLED_SECONDS = 60;
/** Rows that are read at once. */
const PAGE = 1000;

/**
 * Ends what has passed its deadline, and finds what the queue has lost: a wiped Redis, an API that died between its
 * commit and its enqueue, a worker that died in mid-render. Any number may run at once: every change of a row is guarded, and a job too many claims nothing.
 */
export async function sweep(tools: SweepTools, signal: AbortSignal, log: Log): Promise<void> {
  const overdue = await untilNoneIsLeft(() => cancelOverdue(tools.db, { limit: PAGE }), signal);
  const reclaimed = await untilNoneIsLeft(() => reclaimLeases(tools), signal);
  const generations = await enqueueLostGenerations(tools, signal);
  const assets = await enqueueLostAssets(tools, signal);
  if (overdue + reclaimed + generations + assets > 0) {
    log.warn({ overdue, reclaimed, generations, assets }, 'lost work swept up');
  }
}

/** Rows whose worker died: back to PENDING under a new dispatch, or FAILED when their attempts are used up. */
async function reclaimLeases(tools: SweepTools): Promise<number> {
  const reclaimed = await reclaimExpiredLeases(tools.db, { limit: PAGE });
  await enqueueGenerations(tools, reclaimed);
  return reclaimed.length;
}

/** PENDING without a live job. A new dispatch, because BullMQ ignores the id of a job that it holds as finished. */
async function enqueueLostGenerations(tools: SweepTools, signal: AbortSignal): Promise<number> {
  const page = { olderThanSeconds: GENERATION_SETTLED_SECONDS, limit: PAGE };
  let found = 0;
  for await (const pending of pages((after) => pendingGenerations(tools.db, { ...page, after }), signal)) {
    const lost = await withoutJob(tools.queues, pending);
    await enqueueGenerations(tools, await redispatch(tools.db, { rows: lost }));
    found += lost.length;
  }
  return found;
}

/**
 * An asset has no dispatch of its own: its later jobs are numbered by the minute, so that a lost or failed one is tried
 * again a minute later, and several sweeps in one minute enqueue it once.
 */
async function enqueueLostAssets({ db, queues }: SweepTools, signal: AbortSignal): Promise<number> {
  const page = { olderThanSeconds: ASSET_SETTLED_SECONDS, limit: PAGE };
  const minute = Math.floor(Date.now() / 60_000);
  let found = 0;
  for await (const pending of pages((after) => pendingAssets(db, { ...page, after }), signal)) {
    const recent = pending.flatMap(({ id }) => recentJobs(id, minute));
    const live = await queues.liveJobs('ingest', recent);
    const lost = pending.filter(({ id }) => !recentJobs(id, minute).some((jobId) => live.has(jobId)));
    const jobs = lost.map(({ id, requestId }) => ({
      jobId: jobIds.ingest(id, minute),
      payload: { assetId: id, ...(requestId === null ? {} : { requestId }) },
    }));
    await queues.enqueueMany('ingest', jobs);
    found += lost.length;
  }
  return found;
}

/** The job of the upload, and those of the last five minutes: in a longer backlog one too many does no harm. */
function recentJobs(assetId: string, minute: number): string[] {
  const recent = Array.from({ length: 5 }, (_, back) => minute - back);
  return [0, ...recent].map((dispatch) => jobIds.ingest(assetId, dispatch));
}

/** Every page until the last one, however many rows there are: what was lost may be at the end of a long queue. */
async function* pages<Row extends { id: string }>(
  read: (after: string | undefined) => Promise<Row[]>,
  signal: AbortSignal,
): AsyncGenerator<Row[]> {
  let rows = await read(undefined);
  while (rows.length > 0) {
    yield rows;
    signal.throwIfAborted();
    rows = await read(rows.at(-1)?.id);
  }
}
