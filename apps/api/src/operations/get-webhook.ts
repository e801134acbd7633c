import { findEndpoint } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { webhookAnswer, webhookSchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getWebhook: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/webhooks/:id',
    schema: {
      operationId: 'getWebhook',
      summary: 'Get a webhook',
      description: 'Without its secret, which is shown only when it is made.',
      tags: ['Webhooks'],
      params: idInPath,
      response: {
        200: { description: 'The webhook.', content: { 'application/json': { schema: webhookSchema } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler({ userId, params }) {
      return webhookAnswer(found(await findEndpoint(db, { userId, ...params }), 'webhook'));
    },
  });
};
