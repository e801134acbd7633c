import { createHash } from 'node:crypto';
import { type Db, findOutput, type OutputRow } from '@proofsheet/database';
import { RENDITION_WIDTHS, REVIEW_LIMITS } from '@proofsheet/domain';
import type { Storage } from '@proofsheet/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { found } from '../ownership.ts';
import type { Reviewing } from './reviewer.ts';

/** A picture of the link's own sheet; any other is none. */
export async function reviewedOutput(db: Db, { link }: Reviewing, id: string): Promise<OutputRow> {
  const output = await findOutput(db, { userId: link.userId, id });
  return found(output?.generationId === link.generationId ? output : undefined, 'picture');
}

/**
 * How wide a picture is shown at most that may not be downloaded: smaller than it is. One so small that nobody could judge it
 * then is shown in its own size, encoded anew.
 */
export function widestShown({ width }: Pick<OutputRow, 'width'>): number {
  const [least] = RENDITION_WIDTHS;
  if (width <= REVIEW_LIMITS.ownWidth) return RENDITION_WIDTHS.find((one) => one >= width) ?? least;
  return RENDITION_WIDTHS.findLast((one) => one < width) ?? least;
}

/** Asked for anew each time: a link that is revoked shows nothing that a browser has kept. */
export async function sendPicture(
  storage: Storage,
  request: FastifyRequest,
  reply: FastifyReply,
  { objectKey, mediaType }: { objectKey: string; mediaType: string },
): Promise<FastifyReply> {
  // An object never changes under its key.
  const etag = `"${createHash('sha256').update(objectKey).digest('base64url').slice(0, 22)}"`;
  const known = fresh(request.headers, { etag });
  // Before the headers: an answer that the file is gone is not to be kept.
  const body = known ? undefined : await storage.stream(objectKey);
  reply.headers({ etag, 'cache-control': 'private, no-cache' });
  return body === undefined ? reply.code(304).send() : reply.type(mediaType).send(body);
}
