import { findEndpoint, listDeliveries as selectDeliveries } from '@proofsheet/database';
import { DELIVERY_STATUSES } from '@proofsheet/domain';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import { deliveryAnswer, deliverySchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const deliveryPage = pageOf(deliverySchema).meta({ id: 'DeliveryPage' });

export const listDeliveries: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/webhooks/:id/deliveries',
    schema: {
      operationId: 'listDeliveries',
      summary: 'List the deliveries of a webhook',
      description: 'Newest first, a page at a time. They are kept for 30 days unless the operator says otherwise.',
      tags: ['Webhooks'],
      params: idInPath,
      querystring: z.strictObject({ ...pageQuery, status: z.enum(DELIVERY_STATUSES).optional() }),
      response: {
        200: { description: 'A page of deliveries.', content: { 'application/json': { schema: deliveryPage } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler({ userId, params, query }) {
      const { id: endpointId } = found(await findEndpoint(db, { userId, ...params }), 'webhook');
      return pageAnswer(await selectDeliveries(db, { userId, endpointId, ...query }), deliveryAnswer);
    },
  });
};
