import { attemptsOf, findDelivery } from '@proofsheet/database';
import { z } from 'zod';
import { eventAnswer } from '../answers/event.ts';
import { id } from '../answers/fields.ts';
import { attemptAnswer, deliveryAnswer, wholeDeliverySchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const deliveryInPath = z.object({ id, deliveryId: id });

export const getDelivery: Operation = (api, dependencies) => {
  const { db } = dependencies;
  api.route({
    method: 'GET',
    url: '/webhooks/:id/deliveries/:deliveryId',
    schema: {
      operationId: 'getDelivery',
      summary: 'Get a delivery with its log',
      description: 'What is sent, and for each attempt what was answered, how fast, and the beginning of the answer.',
      tags: ['Webhooks'],
      params: deliveryInPath,
      response: {
        200: { description: 'The delivery.', content: { 'application/json': { schema: wholeDeliverySchema } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler({ userId, params }) {
      const key = { userId, endpointId: params.id, id: params.deliveryId };
      const row = found(await findDelivery(db, key), 'delivery');
      const { data, ...shown } = row;
      const event = await eventAnswer(dependencies, row);
      const body = { type: row.type, timestamp: event.createdAt, data: event };
      const request = { headers: { 'content-type': 'application/json', 'webhook-id': row.id }, body };
      return { ...deliveryAnswer(shown), request, log: (await attemptsOf(db, row.id)).map(attemptAnswer) };
    },
  });
};
