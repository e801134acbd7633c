import { oneOffSecret } from '@proofsheet/database';
import { newSecret } from '@proofsheet/webhooks';
import { defaultSecretAnswer, defaultSecretSchema } from '../answers/default-secret.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getDefaultSecret: Operation = (api, { db, secrets }) => {
  api.route({
    method: 'GET',
    url: '/webhooks/default/secret',
    schema: {
      operationId: 'getDefaultSecret',
      summary: 'Get the secret of one-off webhooks',
      description:
        'It signs what is sent to the `webhookUrl` of generations and batches: one secret for all of them, made when it is asked for or needed first.',
      tags: ['Webhooks'],
      response: {
        200: { description: 'The secret.', content: { 'application/json': { schema: defaultSecretSchema } } },
        ...problems(...PROBLEMS),
      },
    },
    async handler({ userId }, reply) {
      reply.header('cache-control', 'no-store');
      const row = await oneOffSecret(db, { userId, secret: secrets.seal(newSecret()) });
      return defaultSecretAnswer({ ...row, secret: secrets.open(row.secret) });
    },
  });
};
