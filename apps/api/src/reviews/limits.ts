import { Fault } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import type { Api } from '../dependencies.ts';

/** A sheet may have 160 pictures, each in several sizes; nobody writes a comment a second. */
const A_MINUTE = { asked: { address: 1_200, link: 6_000 }, said: { address: 60, link: 300 } } as const;

/**
 * So many requests a minute from one address, and by one link from all of them. What changes something is counted by itself: each
 * change is told to the owner, and to their webhooks.
 */
export function limitReviewers(scope: Api): void {
  const count = (max: number, more = {}) => scope.createRateLimit({ max, timeWindow: '1 minute', ...more });
  const byLink = { keyGenerator: ({ review }: FastifyRequest) => review.link.id };
  const asked = [count(A_MINUTE.asked.address), count(A_MINUTE.asked.link, byLink)];
  const said = [count(A_MINUTE.said.address), count(A_MINUTE.said.link, byLink)];
  scope.addHook('onRequest', async (request) => {
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    for (const limit of changes ? [...asked, ...said] : asked) {
      const counted = await limit(request);
      if (counted.isAllowed || !counted.isExceeded) continue;
      const { max, ttlInSeconds } = counted;
      throw new Fault('rate_limited', `At most ${max} requests a minute; go on in ${ttlInSeconds} seconds.`, {
        retryAfterSeconds: ttlInSeconds,
      });
    }
  });
}
