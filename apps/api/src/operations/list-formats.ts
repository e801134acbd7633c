import { generationKindSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { formatsAnswer, formatsSchema } from '../answers/format.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const listFormats: Operation = (api) => {
  api.route({
    method: 'GET',
    url: '/formats',
    schema: {
      operationId: 'listFormats',
      summary: 'List formats and presets',
      description: 'All of them on one page: they change with the version of the server only.',
      tags: ['Formats'],
      querystring: z.strictObject({ kind: generationKindSchema.optional() }),
      response: {
        200: { description: 'Formats and presets.', content: { 'application/json': { schema: formatsSchema } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    handler: async (request) => formatsAnswer(request.query.kind),
  });
};
