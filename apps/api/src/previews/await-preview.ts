import { dropPreview, type PreviewEnd, takePreview } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { jobIds } from '@proofsheet/queue';
import type { FastifyRequest } from 'fastify';
import type { Dependencies } from '../dependencies.ts';

const RETRY_SECONDS = 3;

/**
 * Has a worker draw it and waits for the end. Whatever comes of it, the row is gone afterwards: a worker that comes too
 * late finds nothing to do. When this process dies in between, the row goes with the next trim.
 */
export async function awaitPreview(
  { db, queues, feed, settings }: Dependencies,
  id: string,
  { gone, id: requestId }: Pick<FastifyRequest, 'gone' | 'id'>,
): Promise<PreviewEnd> {
  const seconds = settings.previewWaitSeconds;
  try {
    // No sweep finds it: when the queue is down, that is the answer.
    await queues.enqueue('preview', { previewId: id, requestId }, { jobId: jobIds.preview(id) });
    const end = await feed.until(`preview ${id}`, () => takePreview(db, id), { seconds, gone });
    if (end) return end;
  } catch (error) {
    await dropPreview(db, id).catch(() => {});
    throw error;
  }
  const message = (await dropPreview(db, id))
    ? `${TOO_LONG} ${seconds} seconds.`
    : `${NOT_TAKEN} ${seconds} seconds. ${START_ONE}`;
  throw new Fault('preview_not_made', message, { retryAfterSeconds: RETRY_SECONDS });
}

const TOO_LONG = 'A worker has begun the preview, and it was not done within';
const NOT_TAKEN = 'No worker has taken the preview within';
const START_ONE =
  'For the operator: a worker whose WORKER_QUEUES names `preview` has to run, and to have a place free.';
