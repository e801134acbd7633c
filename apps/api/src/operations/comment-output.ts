import { comment } from '@proofsheet/database';
import { reviewerNameSchema, reviewPinSchema, reviewTextSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id } from '../answers/fields.ts';
import { reviewSheet, reviewSheetSchema } from '../answers/review-sheet.ts';
import type { Operation } from '../dependencies.ts';
import { idempotencyHeader } from '../idempotency.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { said, sayingOf } from '../reviews/reviewer.ts';

const body = z
  .strictObject({
    name: reviewerNameSchema.describe('What you are called.'),
    text: reviewTextSchema.describe('Plain text; lines are kept.'),
    at: reviewPinSchema.nullable().default(null).describe('Where it is pinned; left out, on the picture as a whole.'),
  })
  .meta({ id: 'NewComment' });

export const commentOutput: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/r/:id/outputs/:outputId/comments',
    schema: {
      operationId: 'commentOutput',
      summary: 'Comment on a picture',
      description: 'On a place of it, or as a whole.',
      tags: ['Reviews'],
      security: [{ review: [] }],
      params: z.object({ id, outputId: id }),
      headers: idempotencyHeader,
      body,
      response: {
        201: {
          description: 'The sheet, as it is now.',
          content: { 'application/json': { schema: reviewSheetSchema } },
        },
        ...problems(404, 409, 410, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { outputId } = request.params;
      const requestKey = request.headers['idempotency-key'];
      const { replayed } = said(await comment(db, sayingOf(request), { outputId, ...request.body, requestKey }));
      if (replayed) reply.header('idempotency-replayed', 'true');
      return reply.code(201).send(await reviewSheet(db, request.review));
    },
  });
};
