import { changeEndpoint } from '@proofsheet/database';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import { webhookAnswer, webhookFields, webhookSchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { checkedAddress } from '../orders/one-off-webhooks.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { ownWebhook } from '../webhook-of.ts';

const body = z
  .strictObject({
    url: webhookFields.url.optional(),
    description: webhookFields.description.optional(),
    events: webhookFields.events.optional(),
    enabled: z.boolean().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one of url, description, events and enabled',
  })
  .meta({ id: 'WebhookChange' });

export const changeWebhook: Operation = (api, { db, outbound }) => {
  api.route({
    method: 'PATCH',
    url: '/webhooks/:id',
    schema: {
      operationId: 'changeWebhook',
      summary: 'Change a webhook',
      description:
        'What is left out stays. While it is disabled nothing is sent: what waits goes on when it is enabled again, and what happened meanwhile comes by `redeliver`.',
      tags: ['Webhooks'],
      params: idInPath,
      body,
      response: {
        200: { description: 'As changed.', content: { 'application/json': { schema: webhookSchema } } },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params, body: { url, description, events, enabled } }) {
      await ownWebhook(db, { userId, ...params });
      const change = {
        ...(url === undefined ? {} : { url: checkedAddress({ outbound }, url, 'url') }),
        ...(description === undefined ? {} : { description }),
        ...(events === undefined ? {} : { events }),
        ...(enabled === undefined ? {} : { enabled }),
      };
      return webhookAnswer(found(await changeEndpoint(db, { userId, ...params, ...change }), 'webhook'));
    },
  });
};
