import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';

/** Leads to a presigned address. Who keeps an answer keeps its `Location`, which expires: its tag is of that, not of the file. */
export function leadsTo(request: Pick<FastifyRequest, 'headers'>, reply: FastifyReply, url: string): FastifyReply {
  const etag = `"${createHash('sha256').update(url).digest('base64url').slice(0, 22)}"`;
  reply.headers({ etag, 'cache-control': 'private, no-cache' });
  return fresh(request.headers, { etag }) ? reply.code(304).send(null) : reply.redirect(url, 302);
}
