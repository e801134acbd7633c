import { isOutage } from '@proofsheet/domain';
import { jobIds } from '@proofsheet/queue';
import type { FastifyRequest } from 'fastify';
import type { Dependencies } from '../dependencies.ts';

/**
 * The answer does not wait for this, and it never throws: the sweep, or the first render that uses it, finds an asset
 * without a job.
 */
export async function enqueueIngest(
  { queues }: Pick<Dependencies, 'queues'>,
  assetIds: readonly string[],
  { id: requestId, log }: Pick<FastifyRequest, 'id' | 'log'>,
): Promise<void> {
  const jobs = assetIds.map((assetId) => ({ payload: { assetId, requestId }, jobId: jobIds.ingest(assetId, 0) }));
  try {
    await queues.enqueueMany('ingest', jobs);
  } catch (err) {
    log[isOutage(err) ? 'debug' : 'warn']({ err, assetIds }, 'not enqueued: left to the sweep');
  }
}
