import { editComment as editOwn } from '@proofsheet/database';
import { reviewTextSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id } from '../answers/fields.ts';
import { reviewSheet, reviewSheetSchema } from '../answers/review-sheet.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { said, sayingOf } from '../reviews/reviewer.ts';

const body = z.strictObject({ text: reviewTextSchema }).meta({ id: 'CommentChange' });

export const editComment: Operation = (api, { db }) => {
  api.route({
    method: 'PATCH',
    url: '/r/:id/comments/:commentId',
    schema: {
      operationId: 'editComment',
      summary: 'Change a comment of yours',
      description: 'What it said before is told no more.',
      tags: ['Reviews'],
      security: [{ review: [] }],
      params: z.object({ id, commentId: id }),
      body,
      response: {
        200: {
          description: 'The sheet, as it is now.',
          content: { 'application/json': { schema: reviewSheetSchema } },
        },
        ...problems(404, 410, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request) {
      said(await editOwn(db, sayingOf(request), { id: request.params.commentId, text: request.body.text }));
      return reviewSheet(db, request.review);
    },
  });
};
