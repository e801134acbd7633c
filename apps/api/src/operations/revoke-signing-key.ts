import { revokeSigningKey as revokeKey } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { signingKeyAnswer, signingKeySchema } from '../answers/signing-key.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const revokeSigningKey: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/signing-keys/:id',
    schema: {
      operationId: 'revokeSigningKey',
      summary: 'Revoke a signing key',
      description: 'From now on none of its addresses is answered. Caches keep what they have.',
      tags: ['Signed images'],
      params: idInPath,
      response: {
        200: { description: 'Revoked, now or before.', content: { 'application/json': { schema: signingKeySchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id } }) {
      return signingKeyAnswer(found(await revokeKey(db, { userId, id }), 'signing key'));
    },
  });
};
