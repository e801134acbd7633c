import { type GenerationKind, isOutage } from '@proofsheet/domain';
import { jobIds, type Queues, queueForKind } from '@proofsheet/queue';
import type { FastifyBaseLogger } from 'fastify';

export interface Enqueued {
  readonly id: string;
  readonly kind: GenerationKind;
  readonly dispatch: number;
  readonly priority: number;
  readonly requestId: string;
}

/**
 * Called after the commit. The answer never waits for this, and it never throws: the PENDING row is the outbox, and
 * when the queue is down, or this process dies right here, the sweep enqueues the row later.
 */
export async function enqueueGeneration(
  queues: Queues,
  { id, kind, dispatch, priority, requestId }: Enqueued,
  log: FastifyBaseLogger,
): Promise<void> {
  try {
    const payload = { generationId: id, dispatch, requestId };
    await queues.enqueue(queueForKind(kind), payload, { jobId: jobIds.generation(id, dispatch), priority });
  } catch (err) {
    log[isOutage(err) ? 'debug' : 'warn']({ err, generationId: id }, 'not enqueued: left to the sweep');
  }
}
