import { revokeApiKey } from '@proofsheet/database';
import { z } from 'zod';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { clearSession } from '../sessions/cookie.ts';

export const signOut: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/session',
    schema: {
      operationId: 'signOut',
      summary: 'Sign out',
      description: 'From now on the session works nowhere, and the browser forgets it. A plain key is left as it is.',
      tags: ['Account'],
      response: { 204: z.null().describe('Signed out.'), ...problems(...BODY_PROBLEMS, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const { userId, keyId } = request;
      if (request.keyKind === 'SESSION') await revokeApiKey(db, { id: keyId, userId });
      clearSession(request, reply);
      return reply.code(204).send(null);
    },
  });
};
