import { commentsOf, resolveComment } from '@proofsheet/database';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import { reviewCommentSchema, reviewsAnswer } from '../answers/review.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const body = z.strictObject({ resolved: z.boolean() }).meta({ id: 'ReviewCommentChange' });

export const resolveReviewComment: Operation = (api, { db }) => {
  api.route({
    method: 'PATCH',
    url: '/review-comments/:id',
    schema: {
      operationId: 'resolveReviewComment',
      summary: 'Mark a comment of a reviewer as done',
      description: 'Or as not done after all. Reviewers see it. A comment that says something else later is not done.',
      tags: ['Reviews'],
      params: idInPath,
      body,
      response: {
        200: { description: 'As it is now.', content: { 'application/json': { schema: reviewCommentSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id }, body: { resolved } }) {
      const { generationId } = found(await resolveComment(db, { userId, id, resolved }), 'comment');
      const { comments } = reviewsAnswer([], await commentsOf(db, { generationId }));
      // Its reviewer may have deleted it meanwhile.
      return found(
        comments.find((comment) => comment.id === id.toLowerCase()),
        'comment',
      );
    },
  });
};
