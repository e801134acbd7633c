import { revokeReviewLink as revokeLink } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { reviewLinkAnswer, reviewLinkSchema } from '../answers/review-link.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const revokeReviewLink: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/review-links/:id',
    schema: {
      operationId: 'revokeReviewLink',
      summary: 'Revoke a review link',
      description:
        'Nothing is shown or taken by it from now on, and pages that are open by it end. What was said by it stays.',
      tags: ['Reviews'],
      params: idInPath,
      response: {
        200: { description: 'Revoked, now or before.', content: { 'application/json': { schema: reviewLinkSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id } }) {
      return reviewLinkAnswer(found(await revokeLink(db, { userId, id }), 'review link'));
    },
  });
};
