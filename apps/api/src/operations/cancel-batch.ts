import { cancelBatch as cancel, findBatch } from '@proofsheet/database';
import { batchAnswer, batchSchema } from '../answers/batch.ts';
import { idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const cancelBatch: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/batches/:id/cancel',
    schema: {
      operationId: 'cancelBatch',
      summary: 'Cancel a batch',
      description:
        'Cancels each of its generations that has not ended, as `POST /v1/generations/:id/cancel` does. Where all have ended nothing changes.',
      tags: ['Batches'],
      params: idInPath,
      response: {
        200: { description: 'The batch as it is now.', content: { 'application/json': { schema: batchSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request) {
      const batch = { userId: request.userId, id: request.params.id };
      await cancel(db, batch);
      return batchAnswer(found(await findBatch(db, batch), 'batch'));
    },
  });
};
