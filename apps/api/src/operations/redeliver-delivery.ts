import { findDelivery, redeliver } from '@proofsheet/database';
import { deliveryAnswer, deliverySchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { deliveryInPath } from './get-delivery.ts';

export const redeliverDelivery: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/webhooks/:id/deliveries/:deliveryId/redeliver',
    schema: {
      operationId: 'redeliverDelivery',
      summary: 'Deliver one event again',
      description: 'Now, and from its first attempt on, under the same `webhook-id`, whatever became of it before.',
      tags: ['Webhooks'],
      params: deliveryInPath,
      response: {
        202: { description: 'On its way.', content: { 'application/json': { schema: deliverySchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params }, reply) {
      const key = { userId, endpointId: params.id, id: params.deliveryId };
      found(await findDelivery(db, key), 'delivery');
      await redeliver(db, key);
      return reply.code(202).send(deliveryAnswer(found(await findDelivery(db, key), 'delivery')));
    },
  });
};
