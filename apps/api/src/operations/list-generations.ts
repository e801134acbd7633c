import { listGenerations as selectGenerations } from '@proofsheet/database';
import { generationKindSchema, generationStatusSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id } from '../answers/fields.ts';
import { metadataQuery, rangeQuery, searchQuery, severalOf } from '../answers/filters.ts';
import { generationAnswer, generationSchema } from '../answers/generation.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import type { Operation } from '../dependencies.ts';
import { requireBatch, requireProject } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const generationPage = pageOf(generationSchema).meta({ id: 'GenerationPage' });
const querystring = z.strictObject({
  kind: generationKindSchema.optional(),
  status: severalOf(generationStatusSchema).optional(),
  projectId: id.optional(),
  batchId: id.optional(),
  ...rangeQuery,
  ...metadataQuery,
  ...searchQuery,
  ...pageQuery,
});

export const listGenerations: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/generations',
    schema: {
      operationId: 'listGenerations',
      summary: 'List your generations',
      description:
        'Newest first, a page at a time. Filters are joined by and; `search` looks in the words of the order and in the name of the project.',
      tags: ['Generations'],
      querystring,
      response: {
        200: { description: 'A page of generations.', content: { 'application/json': { schema: generationPage } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      await requireProject(db, userId, query.projectId);
      await requireBatch(db, userId, query.batchId);
      return pageAnswer(await selectGenerations(db, { userId, ...query }), generationAnswer);
    },
  });
};
