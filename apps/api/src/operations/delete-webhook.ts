import { deleteEndpoint } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { webhookAnswer, webhookSchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const deleteWebhook: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/webhooks/:id',
    schema: {
      operationId: 'deleteWebhook',
      summary: 'Delete a webhook',
      description: 'With its deliveries and their log. A request that is under way may still arrive.',
      tags: ['Webhooks'],
      params: idInPath,
      response: {
        200: { description: 'As it was.', content: { 'application/json': { schema: webhookSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params }) {
      return webhookAnswer(found(await deleteEndpoint(db, { userId, ...params }), 'webhook'));
    },
  });
};
