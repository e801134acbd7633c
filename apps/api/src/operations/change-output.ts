import { markFavourite } from '@proofsheet/database';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import { outputAnswer, outputSchema } from '../answers/output.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const body = z.strictObject({ favourite: z.boolean() }).meta({ id: 'OutputChange', examples: [{ favourite: true }] });

export const changeOutput: Operation = (api, dependencies) => {
  api.route({
    method: 'PATCH',
    url: '/outputs/:id',
    schema: {
      operationId: 'changeOutput',
      summary: 'Mark a finished image as a favourite',
      description: '`GET /v1/outputs?favourite=true` lists them.',
      tags: ['Outputs'],
      params: idInPath,
      body,
      response: {
        200: { description: 'As changed.', content: { 'application/json': { schema: outputSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params, body: { favourite } }) {
      const row = found(await markFavourite(dependencies.db, { userId, id: params.id, favourite }), 'output');
      return outputAnswer(dependencies, row);
    },
  });
};
