import { GENERATION_KINDS, type GenerationKind, isOutage } from '@proofsheet/domain';
import { jobIds, type Queues, queueForKind } from '@proofsheet/queue';
import type { FastifyRequest } from 'fastify';

export interface NewJob {
  readonly id: string;
  readonly kind: GenerationKind;
  readonly priority: number;
}

/** Called after the commit, like `enqueueGeneration`: the answer does not wait, and the sweep finds what is not enqueued. */
export async function enqueueBatch(
  queues: Queues,
  jobs: readonly NewJob[],
  { id: requestId, log }: Pick<FastifyRequest, 'id' | 'log'>,
): Promise<void> {
  try {
    for (const kind of GENERATION_KINDS) {
      const ofKind = jobs.filter((job) => job.kind === kind);
      const entries = ofKind.map(({ id, priority }) => ({
        payload: { generationId: id, dispatch: 0, requestId },
        jobId: jobIds.generation(id, 0),
        priority,
      }));
      await queues.enqueueMany(queueForKind(kind), entries);
    }
  } catch (err) {
    log[isOutage(err) ? 'debug' : 'warn']({ err, generations: jobs.length }, 'not all enqueued: left to the sweep');
  }
}
