import { idInPath } from '../answers/fields.ts';
import { reviewSheet, reviewSheetSchema } from '../answers/review-sheet.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getReview: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/r/:id',
    schema: {
      operationId: 'getReview',
      summary: 'The proof sheet of a review link',
      description: 'The pictures, and what was said of them by this link.',
      tags: ['Reviews'],
      security: [{ review: [] }],
      params: idInPath,
      response: {
        200: { description: 'The sheet.', content: { 'application/json': { schema: reviewSheetSchema } } },
        ...problems(404, 410, ...PROBLEMS),
      },
    },
    handler: (request) => reviewSheet(db, request.review),
  });
};
