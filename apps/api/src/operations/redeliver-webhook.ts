import { redeliverSince } from '@proofsheet/database';
import { z } from 'zod';
import { givenTime, idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { ownWebhook } from '../webhook-of.ts';

const body = z
  .strictObject({
    since: givenTime.describe('Events from then on.'),
    delivered: z.boolean().default(false).describe('Also those that it has taken already.'),
  })
  .meta({ id: 'Redelivery' });

const redelivered = z
  .object({ deliveries: z.int().min(0).describe('How many are on their way.') })
  .meta({ id: 'Redelivered' });

export const redeliverWebhook: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/webhooks/:id/redeliver',
    schema: {
      operationId: 'redeliverWebhook',
      summary: 'Deliver again since a time',
      description:
        'What has failed since then, and what happened while the webhook was disabled or did not exist yet: each under the `webhook-id` that it had.',
      tags: ['Webhooks'],
      params: idInPath,
      body,
      response: {
        202: { description: 'On their way.', content: { 'application/json': { schema: redelivered } } },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params, body: { since, delivered } }, reply) {
      const { id } = await ownWebhook(db, { userId, ...params });
      const deliveries = await redeliverSince(db, { userId, id, since: new Date(since), delivered });
      return reply.code(202).send({ deliveries });
    },
  });
};
