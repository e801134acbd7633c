import { findBatch } from '@proofsheet/database';
import { batchAnswer, batchSchema } from '../answers/batch.ts';
import { idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getBatch: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/batches/:id',
    schema: {
      operationId: 'getBatch',
      summary: 'Get one batch',
      description: 'With its counts as they are now. `GET /v1/generations?batchId=` lists its generations.',
      tags: ['Batches'],
      params: idInPath,
      response: {
        200: { description: 'The batch.', content: { 'application/json': { schema: batchSchema } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler(request) {
      const row = await findBatch(db, { userId: request.userId, id: request.params.id });
      return batchAnswer(found(row, 'batch'));
    },
  });
};
