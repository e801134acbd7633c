import { type Db, findUserByKey, type UserId } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import type { Api } from './dependencies.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The user whose key the request carries; empty for operations without a key. */
    userId: UserId;
  }
}

/** Every operation that is registered on this scope needs a key. */
export function requireKey(api: Api, db: () => Db): void {
  api.addHook('onRequest', async (request) => {
    const userId = await findUserByKey(db(), bearerToken(request));
    if (userId === undefined) throw new Fault('unauthorized', 'The key is not known or was revoked.');
    request.userId = userId;
  });
}

function bearerToken(request: FastifyRequest): string {
  const [scheme, token, ...rest] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) {
    throw new Fault('unauthorized', 'Send the key as `Authorization: Bearer ps_...`.');
  }
  return token;
}
