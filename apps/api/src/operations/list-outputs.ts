import { listOutputs as selectOutputs } from '@proofsheet/database';
import { z } from 'zod';
import { addressQuery } from '../answers/address.ts';
import { outputAnswer, outputSchema } from '../answers/output.ts';
import { outputFilters } from '../answers/output-filters.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import type { Operation } from '../dependencies.ts';
import { requireGeneration, requireProject } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const outputPage = pageOf(outputSchema).meta({ id: 'OutputPage' });
const querystring = z.strictObject({
  ...outputFilters,
  ...pageQuery,
  ...addressQuery,
});

export const listOutputs: Operation = (api, dependencies) => {
  const { db } = dependencies;
  api.route({
    method: 'GET',
    url: '/outputs',
    schema: {
      operationId: 'listOutputs',
      summary: 'List your finished images',
      description:
        'Newest first, a page at a time. Filters are joined by and; `search` looks in the copy that they were ordered with.',
      tags: ['Outputs'],
      querystring,
      response: {
        200: { description: 'A page of outputs.', content: { 'application/json': { schema: outputPage } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      await requireProject(db, userId, query.projectId);
      await requireGeneration(db, userId, query.generationId);
      const page = await selectOutputs(db, { userId, ...query });
      return pageAnswer(page, (row) => outputAnswer(dependencies, row, query.disposition));
    },
  });
};
