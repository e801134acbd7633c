import { findGeneration, listReviewLinks as linksOf } from '@proofsheet/database';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import { reviewLinkAnswer, reviewLinkSchema } from '../answers/review-link.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const answer = z.object({ links: z.array(reviewLinkSchema) }).meta({ id: 'ReviewLinks' });

export const listReviewLinks: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/generations/:id/review-links',
    schema: {
      operationId: 'listReviewLinks',
      summary: 'List the review links of a generation',
      description: 'All of them, the newest first, those included that are over; without their tokens.',
      tags: ['Reviews'],
      params: idInPath,
      response: {
        200: { description: 'The links.', content: { 'application/json': { schema: answer } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler({ userId, params }) {
      const { id } = found(await findGeneration(db, { userId, id: params.id }), 'generation');
      return { links: (await linksOf(db, id)).map(reviewLinkAnswer) };
    },
  });
};
