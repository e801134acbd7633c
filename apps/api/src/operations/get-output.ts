import { findOutput } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { outputAnswer, outputSchema } from '../answers/output.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getOutput: Operation = (api, dependencies) => {
  const { db } = dependencies;
  api.route({
    method: 'GET',
    url: '/outputs/:id',
    schema: {
      operationId: 'getOutput',
      summary: 'Get one finished image',
      description: 'With a fresh address to download it from, and what its inspection found.',
      tags: ['Outputs'],
      params: idInPath,
      response: {
        200: { description: 'The output.', content: { 'application/json': { schema: outputSchema } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler(request) {
      const row = found(await findOutput(db, { userId: request.userId, id: request.params.id }), 'output');
      return outputAnswer(dependencies, row);
    },
  });
};
