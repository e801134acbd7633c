import { replaceOneOffSecret } from '@proofsheet/database';
import { newSecret } from '@proofsheet/webhooks';
import { defaultSecretAnswer, defaultSecretSchema } from '../answers/default-secret.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { rotation } from './rotate-webhook-secret.ts';

export const rotateDefaultSecret: Operation = (api, { db, secrets }) => {
  api.route({
    method: 'POST',
    url: '/webhooks/default/secret',
    schema: {
      operationId: 'rotateDefaultSecret',
      summary: 'Give one-off webhooks a new secret',
      description: 'Meanwhile every message carries both signatures. A secret before the last one ends at once.',
      tags: ['Webhooks'],
      body: rotation,
      response: {
        200: { description: 'The new secret.', content: { 'application/json': { schema: defaultSecretSchema } } },
        ...problems(...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, body: { overlapSeconds } }, reply) {
      reply.header('cache-control', 'no-store');
      const secret = newSecret();
      const row = await replaceOneOffSecret(db, { userId, secret: secrets.seal(secret), overlapSeconds });
      return defaultSecretAnswer({ ...row, secret });
    },
  });
};
