import { type Db, type FoundReviewLink, findReviewLink, type Refused, type Saying } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import type { Api, ApiSettings } from '../dependencies.ts';
import { type ReviewCookie, reviewCookie } from './cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of operations of reviewers: by which link, and who says it. */
    review: Reviewing;
  }
}

/** A link that works, and the browser that has it. */
export interface Reviewing extends Pick<ReviewCookie, 'hash'> {
  readonly link: FoundReviewLink;
}

/**
 * Every operation that is registered on this scope needs the cookie of the very link that its address names, from a page of this
 * server. The link is asked for anew each time, so one that is revoked works nowhere any more.
 */
export function requireReviewer(scope: Api, db: () => Db, { failedKeysPerMinute: max }: ApiSettings): void {
  const countFailure = scope.createRateLimit({ max, timeWindow: '1 minute' });
  scope.decorateRequest('review', null as unknown as Reviewing);
  scope.addHook('onRequest', async (request) => {
    const cookie = reviewCookie(request);
    const link = cookie && (await findReviewLink(db(), cookie.token));
    const { id } = request.params as { id: string };
    if (cookie && link && link.id === id.toLowerCase()) {
      request.review = { link: requireWorking(link), hash: cookie.hash };
      return;
    }
    const failures = await countFailure(request);
    if (failures.isAllowed || !failures.isExceeded) throw new Fault('unauthorized', OPEN_THE_LINK);
    throw new Fault('rate_limited', `At most ${max} requests a minute without a link come from one address.`, {
      retryAfterSeconds: failures.ttlInSeconds,
    });
  });
}

const OPEN_THE_LINK = 'Open the link that you were sent, as a whole: this browser does not have it.';

/** What has expired, was revoked or is deleted says whom to ask. */
export function requireWorking(link: FoundReviewLink): FoundReviewLink {
  if (link.over === null) return link;
  throw new Fault(
    'review_over',
    `${WHY[link.over]} ${link.contact ? `Ask ${link.contact}.` : 'Ask who sent it to you.'}`,
  );
}

const WHY = {
  revoked: 'This link was taken back.',
  expired: 'This link has expired.',
  deleted: 'The pictures of this link were deleted.',
} as const;

/** As whom a request of a reviewer is carried out. */
export function sayingOf({ review: { link, hash } }: Pick<FastifyRequest, 'review'>): Saying {
  return { linkId: link.id, generationId: link.generationId, userId: link.userId, hash };
}

/** What was said, or the Fault of why it is not taken. */
export function said<Said>(answer: Said | Refused): Said {
  switch (answer) {
    case 'over':
      throw new Fault('review_over', 'This link has just ended. Ask who sent it to you.');
    case 'no_output':
      throw new Fault('not_found', 'There is no picture of this id.');
    case 'no_comment':
      throw new Fault('not_found', 'There is no comment of yours of this id.');
    case 'full':
      throw new Fault('review_full', 'No more is taken by this link: ask who sent it for another one.');
    case 'key_reused':
      throw new Fault('idempotency_key_reused', 'The key was used for another comment; use a new one.', {
        field: 'idempotency-key',
      });
    default:
      return answer as Said;
  }
}
