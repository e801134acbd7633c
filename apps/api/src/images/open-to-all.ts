import type { FastifyReply } from 'fastify';

/** Of what never changes under its address. */
export const A_YEAR = 'public, max-age=31536000, immutable';

/**
 * Any page may show it, and draw it on a canvas, whatever origins the API itself is open to. Until there is a picture
 * nothing of the answer is kept.
 */
export function openToAll(reply: FastifyReply): void {
  reply.removeHeader('vary');
  reply.removeHeader('access-control-allow-credentials');
  reply.headers({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'no-store',
  });
}
