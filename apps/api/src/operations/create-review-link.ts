import { findGeneration, createReviewLink as makeReviewLink } from '@proofsheet/database';
import { Fault, REVIEW_LIMITS } from '@proofsheet/domain';
import { z } from 'zod';
import { idInPath, keyName } from '../answers/fields.ts';
import { newReviewLinkSchema, reviewLinkAnswer } from '../answers/review-link.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const { usual, most } = REVIEW_LIMITS.days;

const body = z
  .strictObject({
    name: keyName.describe('What it is called; reviewers see it.'),
    contact: keyName.nullable().default(null).describe('Whom reviewers are told to ask: a name, an address.'),
    days: z.int().min(1).max(most).default(usual).describe('How long it works.'),
    allowDownload: z
      .boolean()
      .default(false)
      .describe('Whether reviewers get the files, and pictures in their full size. Else they see smaller ones.'),
  })
  .meta({ id: 'NewReviewLink' });

export const createReviewLink: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/generations/:id/review-links',
    schema: {
      operationId: 'createReviewLink',
      summary: 'Share a proof sheet',
      description:
        'A link for people without an account: whoever has it sees the pictures, approves, rejects and comments, until it expires or is revoked. Its token is shown in this answer only.',
      tags: ['Reviews'],
      params: idInPath,
      body,
      response: {
        201: { description: 'Created.', content: { 'application/json': { schema: newReviewLinkSchema } } },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params, body }, reply) {
      const { id: generationId } = found(await findGeneration(db, { userId, id: params.id }), 'generation');
      const made = await db.transaction().execute((tx) => makeReviewLink(tx, { generationId, ...body }));
      if (!made) throw new Fault('review_full', `A generation has ${REVIEW_LIMITS.links} review links at most.`);
      const { token, ...row } = made;
      return reply.code(201).send({ ...reviewLinkAnswer(row), token, path: `/review/${row.id}#${token}` });
    },
  });
};
