import { replaceSecret } from '@proofsheet/database';
import { WEBHOOK_LIMITS } from '@proofsheet/domain';
import { newSecret } from '@proofsheet/webhooks';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import { webhookAnswer, webhookWithSecretSchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { ownWebhook } from '../webhook-of.ts';

/** Also that of one-off webhooks. */
export const rotation = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(WEBHOOK_LIMITS.overlapSeconds)
      .default(24 * 3600)
      .describe('How long the secret before signs as well; 0: it has leaked, and ends now.'),
  })
  .meta({ id: 'SecretRotation' });

export const rotateWebhookSecret: Operation = (api, { db, secrets }) => {
  api.route({
    method: 'POST',
    url: '/webhooks/:id/secret',
    schema: {
      operationId: 'rotateWebhookSecret',
      summary: 'Give a webhook a new secret',
      description:
        'The new secret is shown this once. Meanwhile every message carries both signatures, so a receiver may change at any time in between. A secret before the last one ends at once.',
      tags: ['Webhooks'],
      params: idInPath,
      body: rotation,
      response: {
        200: {
          description: 'With its new secret.',
          content: { 'application/json': { schema: webhookWithSecretSchema } },
        },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params, body: { overlapSeconds } }) {
      await ownWebhook(db, { userId, ...params });
      const secret = newSecret();
      const sealed = secrets.seal(secret);
      const row = found(await replaceSecret(db, { userId, ...params, secret: sealed, overlapSeconds }), 'webhook');
      return { ...webhookAnswer(row), secret };
    },
  });
};
