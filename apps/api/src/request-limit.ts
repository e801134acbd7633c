import { Fault } from '@proofsheet/domain';
import type { Api, ApiSettings } from './dependencies.ts';

/**
 * So many requests a minute with one key. Every answer says what is left, as draft-ietf-httpapi-ratelimit-headers-10 has
 * it; @fastify/rate-limit sends the fields of older drafts, so it only counts here.
 */
export function limitRequests(scope: Api, { requestsPerMinute: max }: Pick<ApiSettings, 'requestsPerMinute'>): void {
  const count = scope.createRateLimit({
    max,
    timeWindow: '1 minute',
    keyGenerator: ({ keyId }) => `key ${keyId}`,
  });
  scope.addHook('onRequest', async (request, reply) => {
    const counted = await count(request);
    if (counted.isAllowed) return;
    const { remaining, ttlInSeconds, isExceeded } = counted;
    reply.header('ratelimit-policy', `"requests";q=${max};w=60`);
    reply.header('ratelimit', `"requests";r=${remaining};t=${ttlInSeconds}`);
    if (!isExceeded) return;
    throw new Fault('rate_limited', `At most ${max} requests a minute; go on in ${ttlInSeconds} seconds.`, {
      retryAfterSeconds: ttlInSeconds,
    });
  });
}
