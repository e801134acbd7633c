import { deleteOutput as hideOutput } from '@proofsheet/database';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const deleteOutput: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/outputs/:id',
    schema: {
      operationId: 'deleteOutput',
      summary: 'Delete a finished image',
      description: 'Gone from all lists at once, and its file after the grace time. The others of its generation stay.',
      tags: ['Outputs'],
      params: idInPath,
      response: { 204: z.null().describe('It is gone.'), ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS) },
    },
    async handler({ userId, params: { id } }, reply) {
      found((await hideOutput(db, { userId, id })) || undefined, 'output');
      return reply.code(204).send(null);
    },
  });
};
