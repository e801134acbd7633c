import { decide } from '@proofsheet/database';
import { reviewDecisionSchema, reviewerNameSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id } from '../answers/fields.ts';
import { reviewSheet, reviewSheetSchema } from '../answers/review-sheet.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { said, sayingOf } from '../reviews/reviewer.ts';

const body = z
  .strictObject({
    name: reviewerNameSchema.describe('What you are called.'),
    decision: reviewDecisionSchema.nullable().describe('Null takes it back.'),
  })
  .meta({ id: 'NewDecision' });

export const decideOutput: Operation = (api, { db }) => {
  api.route({
    method: 'PATCH',
    url: '/r/:id/outputs/:outputId',
    schema: {
      operationId: 'decideOutput',
      summary: 'Approve or reject a picture',
      description: 'Of each reviewer the last word counts; saying it again changes nothing.',
      tags: ['Reviews'],
      security: [{ review: [] }],
      params: z.object({ id, outputId: id }),
      body,
      response: {
        200: {
          description: 'The sheet, as it is now.',
          content: { 'application/json': { schema: reviewSheetSchema } },
        },
        ...problems(404, 409, 410, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request) {
      const { outputId } = request.params;
      said(await decide(db, sayingOf(request), { outputId, ...request.body }));
      return reviewSheet(db, request.review);
    },
  });
};
