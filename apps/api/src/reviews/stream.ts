import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { asDatabaseFault, type Db, reviewState } from '@proofsheet/database';
import { encode } from 'eventsource-encoder';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Feed } from '../events/feed.ts';
import type { Follower } from '../events/followers.ts';
import { letGo } from '../let-go.ts';

const RECONNECT_MS = 1_000;
const STUCK_BEATS = 4;

export interface ReviewStreamTools {
  readonly db: Db;
  readonly feed: Feed;
  readonly heartbeatSeconds: number;
}

/**
 * Tells a reviewer that the sheet is another one now, and nothing of what: it is asked for anew. So nothing of the owner's
 * events gets here, and none that is lost leaves a page behind. It ends with its link, with the process, or with its client.
 */
export async function streamReview(
  { db, feed, heartbeatSeconds }: ReviewStreamTools,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const beatMs = heartbeatSeconds * 1000;
  const { id: keyId, userId, generationId } = request.review.link;
  const follower = feed.follow({ userId, keyId, generationId });
  reply.raw.once('close', follower.leave);
  const changed = encode({ event: 'changed', data: JSON.stringify({ linkId: keyId }) });
  const changes = changesOf(follower, { stateNow: () => reviewState(db, keyId), changed, beatMs });
  const body = Readable.from(letGo(changes, STUCK_BEATS * beatMs, () => reply.raw.destroy()));
  reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' });
  reply.type('text/event-stream').send(body);
  await finished(body).catch(() => {});
  return reply;
}

/** The first one comes at once: what has changed between the sheet and its stream is seen, too. */
async function* changesOf(
  follower: Follower,
  { stateNow, changed, beatMs }: { stateNow: () => Promise<string | undefined>; changed: string; beatMs: number },
): AsyncGenerator<string> {
  yield `retry: ${RECONNECT_MS}\n`;
  let told: string | undefined;
  while (!follower.over) {
    const { news } = follower;
    const state = await stateNow().catch(unlessAway);
    if (state === undefined) return;
    if (state !== AWAY && state !== told) {
      told = state;
      yield changed;
    }
    while ((await follower.until(news, state === AWAY ? RECONNECT_MS : beatMs)) === 'silence') {
      yield encode({ comment: '' });
      if (state === AWAY) break;
    }
  }
}

const AWAY = 'away';

/** While the database is away the stream stays, and asks again. */
function unlessAway(error: unknown): typeof AWAY {
  if (asDatabaseFault(error)) return AWAY;
  throw error;
}
