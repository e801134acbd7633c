import { listApiKeys } from '@proofsheet/database';
import { z } from 'zod';
import { keyAnswer, keySchema } from '../answers/key.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const keyPage = pageOf(keySchema).meta({ id: 'KeyPage' });

export const listKeys: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/keys',
    schema: {
      operationId: 'listKeys',
      summary: 'List your keys',
      description: 'And the browsers that are signed in: newest first, a page at a time, without their secrets.',
      tags: ['Account'],
      querystring: z.strictObject(pageQuery),
      response: {
        200: { description: 'A page of keys.', content: { 'application/json': { schema: keyPage } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      return pageAnswer(await listApiKeys(db, { userId, ...query }), keyAnswer);
    },
  });
};
