import { findDelivery, testEndpoint } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { deliveryAnswer, deliverySchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { ownWebhook } from '../webhook-of.ts';

export const testWebhook: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/webhooks/:id/test',
    schema: {
      operationId: 'testWebhook',
      summary: 'Send a test event',
      description:
        'A `webhook.test` goes to this webhook alone, whatever events it asks for. Its delivery says what came of it; one that is disabled gets it when it is enabled.',
      tags: ['Webhooks'],
      params: idInPath,
      response: {
        202: { description: 'On its way.', content: { 'application/json': { schema: deliverySchema } } },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params }, reply) {
      const { id: endpointId } = await ownWebhook(db, { userId, ...params });
      const id = await testEndpoint(db, { userId, id: endpointId });
      const row = found(await findDelivery(db, { userId, endpointId, id }), 'delivery');
      return reply
        .code(202)
        .header('location', `/v1/webhooks/${endpointId}/deliveries/${id}`)
        .send(deliveryAnswer(row));
    },
  });
};
