import { listBatches as selectBatches } from '@proofsheet/database';
import { z } from 'zod';
import { batchAnswer, batchSchema } from '../answers/batch.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const batchPage = pageOf(batchSchema).meta({ id: 'BatchPage' });

export const listBatches: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/batches',
    schema: {
      operationId: 'listBatches',
      summary: 'List your batches',
      description: 'Newest first, a page at a time.',
      tags: ['Batches'],
      querystring: z.strictObject(pageQuery),
      response: {
        200: { description: 'A page of batches.', content: { 'application/json': { schema: batchPage } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    async handler(request) {
      const page = await selectBatches(db, { userId: request.userId, ...request.query });
      return pageAnswer(page, batchAnswer);
    },
  });
};
