import { removeComment } from '@proofsheet/database';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const deleteReviewComment: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/review-comments/:id',
    schema: {
      operationId: 'deleteReviewComment',
      summary: 'Delete a comment of a reviewer',
      description: 'Gone for its reviewer too, and from the events that told of it. The numbers of the others stay.',
      tags: ['Reviews'],
      params: idInPath,
      response: { 204: z.null().describe('It is gone.'), ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS) },
    },
    async handler({ userId, params: { id } }, reply) {
      found((await removeComment(db, { userId, id })) || undefined, 'comment');
      return reply.code(204).send(null);
    },
  });
};
