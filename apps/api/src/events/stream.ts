import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { asDatabaseFault, type EventScope, type Position } from '@proofsheet/database';
import { encode } from 'eventsource-encoder';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { letGo } from '../let-go.ts';
import type { Feed } from './feed.ts';
import type { Follower } from './followers.ts';
import type { Page, ReadPage } from './pages.ts';

/** How soon a client comes back that has lost its stream. */
const RECONNECT_MS = 1_000;
/** How long a reader that takes nothing is kept, in heartbeats. */
const STUCK_BEATS = 4;

export interface StreamTools {
  readonly feed: Feed;
  readonly readPage: ReadPage;
  readonly heartbeatSeconds: number;
}

/**
 * Answers with the events behind a position, as they come. The stream is pulled: the next page is read when the socket has
 * taken the one before, so a slow reader holds one page of events and no more, and one that takes nothing is let go. It
 * resolves when the stream has ended: after the end of its generation, with its key, with the process, or with its client.
 */
export async function streamEvents(
  { feed, readPage, heartbeatSeconds }: StreamTools,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { scope, after, ended = false }: { scope: EventScope; after: Position; ended?: boolean },
): Promise<FastifyReply> {
  const beatMs = heartbeatSeconds * 1000;
  const follower = feed.follow({ ...scope, keyId: request.keyId });
  // Not when the stream closes: it closes after the step that it is at, and that one may wait for news.
  reply.raw.once('close', follower.leave);
  const frames = framesOf(follower, { scope, after, ended, readPage, beatMs });
  const body = Readable.from(letGo(frames, STUCK_BEATS * beatMs, () => reply.raw.destroy()));
  // The connection ends with the stream: kept alive, it would hold up the end of the process.
  reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' });
  reply.type('text/event-stream').send(body);
  await finished(body).catch(() => {});
  return reply;
}

interface Reading {
  readonly scope: EventScope;
  readonly after: Position;
  /** The generation had ended when the stream was asked for. */
  readonly ended: boolean;
  readonly readPage: ReadPage;
  readonly beatMs: number;
}

/** The place comes first, so that a client that loses the stream before an event comes loses nothing either. */
async function* framesOf(
  follower: Follower,
  { scope, after, ended, readPage, beatMs }: Reading,
): AsyncGenerator<string> {
  yield `retry: ${RECONNECT_MS}\n${encode({ id: after })}`;
  while (!follower.over) {
    const { news } = follower;
    const page = await unlessAway(readPage(scope, after, news));
    for (const { position, text, ends } of page?.frames ?? []) {
      yield text;
      after = position;
      ended = ends ?? ended;
    }
    if (page?.full) continue;
    if (ended && scope.generationId !== undefined) return;
    // Nothing is read again before something is heard, however long that takes.
    while ((await follower.until(news, page ? beatMs : RECONNECT_MS)) === 'silence') {
      yield HEARTBEAT;
      if (page === undefined) break;
    }
  }
}

/** A comment. */
const HEARTBEAT = encode({ comment: '' });

/** Undefined while the database is away: the stream stays, and asks again. */
function unlessAway(reading: Promise<Page>): Promise<Page | undefined> {
  return reading.catch((error: unknown) => {
    if (asDatabaseFault(error)) return undefined;
    throw error;
  });
}
