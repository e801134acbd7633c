import { listSigningKeys as selectKeys } from '@proofsheet/database';
import { z } from 'zod';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import { signingKeyAnswer, signingKeySchema } from '../answers/signing-key.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const signingKeyPage = pageOf(signingKeySchema).meta({ id: 'SigningKeyPage' });

export const listSigningKeys: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/signing-keys',
    schema: {
      operationId: 'listSigningKeys',
      summary: 'List your signing keys',
      description: 'Newest first, a page at a time, without their secrets.',
      tags: ['Signed images'],
      querystring: z.strictObject(pageQuery),
      response: {
        200: { description: 'A page of keys.', content: { 'application/json': { schema: signingKeyPage } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      return pageAnswer(await selectKeys(db, { userId, ...query }), signingKeyAnswer);
    },
  });
};
