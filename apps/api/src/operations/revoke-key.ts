import { revokeApiKey } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { keyAnswer, keySchema } from '../answers/key.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const revokeKey: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/keys/:id',
    schema: {
      operationId: 'revokeKey',
      summary: 'Revoke a key',
      description: 'From its next request on it is not taken, nor is a session; what it began goes on.',
      tags: ['Account'],
      params: idInPath,
      response: {
        200: { description: 'Revoked, now or before.', content: { 'application/json': { schema: keySchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id } }) {
      return keyAnswer(found(await revokeApiKey(db, { userId, id }), 'key'));
    },
  });
};
