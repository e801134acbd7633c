import { deleteComment as deleteOwn } from '@proofsheet/database';
import { z } from 'zod';
import { id } from '../answers/fields.ts';
import { reviewSheet, reviewSheetSchema } from '../answers/review-sheet.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { said, sayingOf } from '../reviews/reviewer.ts';

export const deleteComment: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/r/:id/comments/:commentId',
    schema: {
      operationId: 'deleteComment',
      summary: 'Delete a comment of yours',
      description: 'It is gone, and told no more; the numbers of the others stay.',
      tags: ['Reviews'],
      security: [{ review: [] }],
      params: z.object({ id, commentId: id }),
      response: {
        200: {
          description: 'The sheet, as it is now.',
          content: { 'application/json': { schema: reviewSheetSchema } },
        },
        ...problems(404, 410, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request) {
      said(await deleteOwn(db, sayingOf(request), request.params.commentId));
      return reviewSheet(db, request.review);
    },
  });
};
