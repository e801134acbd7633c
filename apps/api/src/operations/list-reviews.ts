import { commentsOf, decisionsOf, findGeneration } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { reviewsAnswer, reviewsSchema } from '../answers/review.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const listReviews: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/generations/:id/reviews',
    schema: {
      operationId: 'listReviews',
      summary: 'What reviewers said of a generation',
      description:
        'By all of its review links, revoked ones included: who approved or rejected which output, and every comment. `review.decided` and `review.commented` tell of it as it happens.',
      tags: ['Reviews'],
      params: idInPath,
      response: {
        200: { description: 'All of it.', content: { 'application/json': { schema: reviewsSchema } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler({ userId, params }) {
      const { id: generationId } = found(await findGeneration(db, { userId, id: params.id }), 'generation');
      return reviewsAnswer(await decisionsOf(db, { generationId }), await commentsOf(db, { generationId }));
    },
  });
};
