import { z } from 'zod';
import type { Operation } from '../dependencies.ts';
import { problems } from '../problem.ts';

const aliveSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Alive' });

/** Says only that this process answers: a dependency that is down is no reason to restart the process. */
export const getHealth: Operation = (api) => {
  api.route({
    method: 'GET',
    url: '/healthz',
    schema: {
      operationId: 'getHealth',
      summary: 'Is the process alive?',
      description: 'Says only that this process answers: a dependency that is down is no reason to restart it.',
      tags: ['Health'],
      security: [],
      response: {
        200: { description: 'It answers.', content: { 'application/json': { schema: aliveSchema } } },
        ...problems(400, 500),
      },
    },
    handler: async () => ({ status: 'ok' as const }),
  });
};
