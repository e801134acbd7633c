import { deleteGenerations } from '@proofsheet/database';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const deleteGeneration: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/generations/:id',
    schema: {
      operationId: 'deleteGeneration',
      summary: 'Delete a generation with its outputs',
      description:
        'Gone from all lists at once, and their files after the grace time. One that is unfinished stops. Its assets stay.',
      tags: ['Generations'],
      params: idInPath,
      response: { 204: z.null().describe('It is gone.'), ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS) },
    },
    async handler({ userId, params: { id } }, reply) {
      const [deleted] = await deleteGenerations(db, { userId, ids: [id] });
      found(deleted, 'generation');
      return reply.code(204).send(null);
    },
  });
};
