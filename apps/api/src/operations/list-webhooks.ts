import { listEndpoints } from '@proofsheet/database';
import { z } from 'zod';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import { webhookAnswer, webhookSchema } from '../answers/webhook.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const webhookPage = pageOf(webhookSchema).meta({ id: 'WebhookPage' });

export const listWebhooks: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/webhooks',
    schema: {
      operationId: 'listWebhooks',
      summary: 'List your webhooks',
      description: 'Newest first, a page at a time.',
      tags: ['Webhooks'],
      querystring: z.strictObject(pageQuery),
      response: {
        200: { description: 'A page of webhooks.', content: { 'application/json': { schema: webhookPage } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      return pageAnswer(await listEndpoints(db, { userId, ...query }), webhookAnswer);
    },
  });
};
