import { ApiError, ConnectionError } from '../errors.ts';
import type { Event } from '../generated/api.generated.ts';
import { type Limit, pause, TookTooLong } from '../http/abort.ts';
import { backoff } from '../http/retry.ts';
import { brokenOff, type CallOptions, type Transport } from '../http/transport.ts';
import { eventParser } from './parse.ts';

export interface FollowOptions extends CallOptions {
  /** Begins behind this event: the `id` of one, or `0` for the oldest that is kept. */
  readonly after?: string | undefined;
}

export interface Following extends FollowOptions {
  readonly path: string;
  /** After how many streams in a row that brought nothing to give up; never, where left out. */
  readonly patience?: number | undefined;
}

/** The server speaks at once, and then every 15 seconds at least: what is silent for longer is held back on the way. */
const SILENT_MS = 50_000;
const FIRST_WORD_MS = 10_000;

/** Streams of events do not come through here: ask again and again instead. */
export class NoStream extends Error {
  override readonly name = 'NoStream';
}

/**
 * Events as they come. A stream that breaks is taken up behind the last event that was handed over: none comes twice, none
 * is left out. Ends when the server says that there is no more to come; leaving the loop hangs up.
 */
export async function* follow(transport: Transport, options: Following): AsyncGenerator<Event, void, undefined> {
  const { signal, patience = Number.POSITIVE_INFINITY } = options;
  let after = options.after;
  for (let failures = 0; ; ) {
    let retryMs: number | undefined;
    try {
      const stream = await openStream(transport, options, after);
      if (stream === undefined) return;
      for await (const { id, data, retryMs: asked } of stream) {
        if (asked !== undefined) retryMs = asked;
        if (id !== undefined) after = id;
        if (data === undefined) continue;
        failures = 0;
        yield data;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ConnectionError || (error instanceof ApiError && error.retryable))) throw error;
      failures += 1;
      if (failures >= patience) throw error;
      retryMs = Math.max(retryMs ?? 0, backoff(failures), 1000 * (retryAfterOf(error) ?? 0));
    }
    await pause(retryMs ?? 1_000, signal);
  }
}

interface Piece {
  readonly id: string | undefined;
  readonly data: Event | undefined;
  readonly retryMs: number | undefined;
}

/** Undefined: all has been told. */
async function openStream(
  transport: Transport,
  { path, signal }: Following,
  after: string | undefined,
): Promise<AsyncGenerator<Piece> | undefined> {
  const headers = { accept: 'text/event-stream', ...(after === undefined ? {} : { 'last-event-id': after }) };
  const timeoutMs = Math.min(FIRST_WORD_MS, transport.timeoutMs);
  const call = { method: 'GET', path, headers, signal, timeoutMs } as const;
  const { answer, limit } = await transport.open(call);
  if (answer.status === 204) {
    limit.release();
    return undefined;
  }
  if (answer.body === null || !answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    limit.release();
    await answer.body?.cancel();
    throw new NoStream(`GET ${path} answers with no stream of events.`);
  }
  return pieces(answer.body, limit, (error) => brokenOff(call, error));
}

/** Leaving it hangs up, whatever the reader is at. */
async function* pieces(
  body: ReadableStream<Uint8Array>,
  limit: Limit,
  named: (error: unknown) => unknown,
): AsyncGenerator<Piece> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = eventParser();
  let spoke = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      spoke = true;
      const messages = parser.push(decoder.decode(value, { stream: true }));
      // While the reader is busy with them nothing is heard; that is not the server's silence.
      limit.extend(Number.POSITIVE_INFINITY);
      for (const { id, data } of messages)
        yield { id, data: data === undefined ? undefined : JSON.parse(data), retryMs: parser.retryMs };
      limit.extend(SILENT_MS);
    }
  } catch (error) {
    if (!spoke && limit.signal.reason instanceof TookTooLong) throw new NoStream('The stream of events is held back.');
    throw named(error);
  } finally {
    limit.release();
    // Hangs up also where an error or the reader ended it; a stream that has failed already says so again.
    await reader.cancel().catch(() => {});
  }
}

function retryAfterOf(error: unknown): number | undefined {
  return error instanceof ApiError ? error.retryAfterSeconds : undefined;
}
