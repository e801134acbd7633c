import { findGeneration, type GenerationRow, type Retried, retryGeneration as retry } from '@proofsheet/database';
import { Fault, isUnfinished } from '@proofsheet/domain';
import { admitGeneration } from '../admission.ts';
import { idInPath } from '../answers/fields.ts';
import { generationAnswer, generationSchema } from '../answers/generation.ts';
import type { Operation } from '../dependencies.ts';
import { enqueueGeneration } from '../enqueue-generation.ts';
import { createOnce, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const retryGeneration: Operation = (api, { db, queues, settings: { unfinishedPerUser } }) => {
  api.route({
    method: 'POST',
    url: '/generations/:id/retry',
    schema: {
      operationId: 'retryGeneration',
      summary: 'Make what is missing of a generation',
      description:
        'Of one that FAILED everything, of one that is COMPLETED what `missing` names; what is there stays. Asked again while it is at it, it answers the same. 409 with its state when there is nothing to retry.',
      tags: ['Generations'],
      params: idInPath,
      headers: idempotencyHeader,
      response: {
        202: {
          description: 'It is PENDING again. Ask for its progress at the `Location`.',
          content: { 'application/json': { schema: generationSchema } },
        },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const generation = { userId: request.userId, id: request.params.id };
      let taken: (Retried & { priority: number }) | undefined;
      const keyed = keyedRequest(request, 'retryGeneration', generation.id);
      const { answer, replayed } = await createOnce(db, keyed, async (tx) => {
        const retried = await retry(tx, generation);
        const row = found(await findGeneration(tx, generation), 'generation');
        if (!retried && !isBeingRetried(row)) throw nothingToRetry(row);
        // Only what is made PENDING here is weighed against the limit; a refusal rolls it back.
        taken = retried && {
          ...retried,
          priority: await admitGeneration(tx, generation.userId, { unfinishedPerUser }, 1),
        };
        return { status: 202, location: `/v1/generations/${row.id}`, body: generationAnswer(row) };
      });
      if (taken) void enqueueGeneration(queues, { ...taken, requestId: request.id }, request.log);
      return sendKept(reply, answer, replayed);
    },
  });
};

function isBeingRetried({ retriedAt, status }: GenerationRow): boolean {
  return retriedAt !== null && isUnfinished(status);
}

export function nothingToRetry({ status }: Pick<GenerationRow, 'status'>): Fault {
  const message = `The generation is ${status}: only one that FAILED, or is COMPLETED without all of its outputs, can be retried.`;
  return new Fault('nothing_to_retry', message);
}
