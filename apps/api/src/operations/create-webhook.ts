import { createEndpoint } from '@proofsheet/database';
import { newSecret } from '@proofsheet/webhooks';
import { z } from 'zod';
import { webhookAnswer, webhookFields, webhookWithSecretSchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { checkedAddress } from '../orders/one-off-webhooks.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const body = z
  .strictObject({
    url: webhookFields.url,
    description: webhookFields.description.default(''),
    events: webhookFields.events.default(null),
  })
  .meta({ id: 'NewWebhook' });

const DESCRIPTION = `Every event that you ask for is sent to it as a POST, signed as Standard Webhooks says, until it answers \
with 2xx: at least once, and ten times at most within three days. The secret is shown this once. See docs/webhooks.md.`;

export const createWebhook: Operation = (api, { db, outbound, secrets }) => {
  api.route({
    method: 'POST',
    url: '/webhooks',
    schema: {
      operationId: 'createWebhook',
      summary: 'Create a webhook',
      description: DESCRIPTION,
      tags: ['Webhooks'],
      body,
      response: {
        201: { description: 'Created.', content: { 'application/json': { schema: webhookWithSecretSchema } } },
        ...problems(...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, body: { url, ...settings } }, reply) {
      const secret = newSecret();
      const address = checkedAddress({ outbound }, url, 'url');
      const row = await createEndpoint(db, { userId, ...settings, url: address, secret: secrets.seal(secret) });
      return reply
        .code(201)
        .header('location', `/v1/webhooks/${row.id}`)
        .send({ ...webhookAnswer(row), secret });
    },
  });
};
