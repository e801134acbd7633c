import { type Db, findGoodKey, type UserId } from '@proofsheet/database';
import { Fault, type KeyKind } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import type { Api, ApiSettings } from './dependencies.ts';
import { sessionKey } from './sessions/cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The user whose key the request carries; empty for operations without a key. */
    userId: UserId;
    /** That key. */
    keyId: string;
    /** Whether it is a browser's that is signed in. */
    keyKind: KeyKind;
    /** Whether it shows what is of all users. */
    isOperator: boolean;
  }
}

/**
 * Every operation that is registered on this scope needs a key, in its header or, from a page of this server, in the
 * cookie of a session. An address that sends too many wrong ones is told to
 * wait; a key that is good works all the same, so nobody is locked out by a neighbour behind the same address.
 */
export function requireKey(api: Api, db: () => Db, { failedKeysPerMinute }: ApiSettings): void {
  const countFailure = api.createRateLimit({ max: failedKeysPerMinute, timeWindow: '1 minute' });
  api.addHook('onRequest', async (request) => {
    const token = bearerToken(request) ?? sessionKey(request);
    const key = token === undefined ? undefined : await findGoodKey(db(), token);
    if (key !== undefined) {
      request.userId = key.userId;
      request.keyId = key.id;
      request.keyKind = key.kind;
      request.isOperator = key.operator;
      return;
    }
    const failures = await countFailure(request);
    if (failures.isAllowed || !failures.isExceeded) throw new Fault('unauthorized', token ? NOT_GOOD : HOW_TO_SEND);
    throw new Fault('rate_limited', `At most ${failures.max} wrong keys a minute come from one address.`, {
      retryAfterSeconds: failures.ttlInSeconds,
    });
  });
}

const NOT_GOOD = 'The key is not known, has expired or was revoked.';
const HOW_TO_SEND = 'Send the key as `Authorization: Bearer ps_...`.';

function bearerToken(request: FastifyRequest): string | undefined {
  const [scheme, token, ...rest] = (request.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token && rest.length === 0 ? token : undefined;
}

/** Before anything of the request is looked at. */
export async function requireOperator({ isOperator }: FastifyRequest): Promise<void> {
  if (!isOperator) throw new Fault('operators_only', 'This is shown to operators alone.');
}
