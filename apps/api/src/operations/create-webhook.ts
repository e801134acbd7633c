import { createEndpointIn } from '@proofsheet/database';
import { newSecret } from '@proofsheet/webhooks';
import { z } from 'zod';
import { webhookAnswer, webhookFields, webhookWithSecretSchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { createOnce, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
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
      headers: idempotencyHeader,
      body,
      response: {
        201: { description: 'Created.', content: { 'application/json': { schema: webhookWithSecretSchema } } },
        ...problems(409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, body } = request;
      const { url, ...settings } = body;
      const address = checkedAddress({ outbound }, url, 'url');
      const keyed = keyedRequest(request, 'createWebhook', body);
      const { answer, replayed } = await createOnce(db, keyed, async (tx) => {
        const secret = secrets.seal(newSecret());
        const row = await createEndpointIn(tx, { userId, ...settings, url: address, secret });
        return { status: 201, location: `/v1/webhooks/${row.id}`, body: { ...webhookAnswer(row), secret } };
      });
      // The answer is kept with the secret as the webhook has it, sealed.
      const made = answer.body as z.infer<typeof webhookWithSecretSchema>;
      return sendKept(reply, { ...answer, body: { ...made, secret: secrets.open(made.secret) } }, replayed);
    },
  });
};
