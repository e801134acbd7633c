import { createHash, randomBytes } from 'node:crypto';
import type { FoundReviewLink } from '@proofsheet/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOwnPage } from '../sessions/cookie.ts';

/** One of each link, since it is sent below the address of that link alone. */
export const REVIEW_COOKIE = 'proofsheet_review';

/** Below which a link is reviewed; its cookie goes nowhere else. */
const reviewPath = (linkId: string) => `/r/${linkId}`;

const COOKIE = /^(psr_[\w-]{43})\.([\w-]{22})$/;

export interface ReviewCookie {
  readonly token: string;
  /** Of the browser's own secret, by which it is told from others that have the link. */
  readonly hash: string;
}

/** Undefined without one, and where another page than this server's own asks. */
export function reviewCookie(request: FastifyRequest): ReviewCookie | undefined {
  const [, token, secret] = (isOwnPage(request) && COOKIE.exec(request.cookies[REVIEW_COOKIE] ?? '')) || [];
  return token && secret ? { token, hash: createHash('sha256').update(secret).digest('hex') } : undefined;
}

/**
 * Out of reach of scripts, and for as long as the link works. A browser that opens its link again is the reviewer that it was.
 */
export function setReviewCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { id, expiresAt }: Pick<FoundReviewLink, 'id' | 'expiresAt'>,
  token: string,
): void {
  const [, before, known] = COOKIE.exec(request.cookies[REVIEW_COOKIE] ?? '') ?? [];
  const secret = before === token ? known : randomBytes(16).toString('base64url');
  reply.setCookie(REVIEW_COOKIE, `${token}.${secret}`, {
    ...({ path: reviewPath(id), httpOnly: true, sameSite: 'strict' } as const),
    secure: request.protocol === 'https',
    expires: expiresAt,
  });
}
