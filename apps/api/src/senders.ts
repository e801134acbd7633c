import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { Fault } from '@proofsheet/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api, ApiSettings } from './dependencies.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Aborted, with a Fault as its reason, when the client hangs up before it has its answer, and when its body comes
     * too slowly.
     */
    gone: AbortSignal;
  }
}

type Pace = Pick<ApiSettings, 'senderSeconds' | 'senderBytesPerSecond'>;

/** Ends a body that is still coming. */
type End = (fault: Fault) => void;

/**
 * No request waits for its sender for ever, and no stop of the API does. Registered before any other hook: a client that
 * hangs up while a later hook waits would not be noticed. Handlers that read a body themselves obey `gone`; all other
 * bodies end by it.
 */
export function watchSenders(api: Api, pace: Pace): void {
  const coming = new Set<End>();
  api.decorateRequest('gone', null as unknown as AbortSignal);
  api.addHook('onRequest', (request, reply, done) => {
    watchSender(request, reply, pace, coming);
    done();
  });
  api.addHook('preClose', (done) => {
    setTimeout(() => {
      for (const end of coming) end(new Fault('request_timeout', STOPS));
    }, STOP_MS).unref();
    done();
  });
  api.addHook('preParsing', (request, _reply, payload, done) => {
    done(null, hasBody(request.raw) && !isForm(request) ? endedBy(request.gone, payload) : payload);
  });
}

/** How long bodies may go on coming once the API stops: shorter than it waits for its requests before it cuts them off. */
export const STOP_MS = 10_000;
const STOPS = 'This server stops, and the body had not come whole; send the request again.';

function watchSender(request: FastifyRequest, reply: FastifyReply, pace: Pace, coming: Set<End>): void {
  const controller = new AbortController();
  request.gone = controller.signal;
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Fault('malformed_request', 'The request broke off.'));
  });
  if (!hasBody(request.raw)) return;
  const end: End = (fault) => {
    if (reply.raw.headersSent) request.raw.destroy();
    else controller.abort(fault);
  };
  coming.add(end);
  for (const event of ['end', 'close']) request.raw.once(event, () => coming.delete(end));
  watchPace(request.raw, pace, end);
  reply.raw.once('finish', () => discardRest(request.raw));
}

const TICK_MS = 1000;

/**
 * A body may pause for less than `senderSeconds`, and in each stretch of that time it brings as many bytes as
 * `senderBytesPerSecond` says. Time in which this process is the slow one does not count: what has arrived is not read
 * yet, or the clock's tick itself comes late.
 */
function watchPace(incoming: IncomingMessage, pace: Pace, slow: End): void {
  const { senderSeconds, senderBytesPerSecond } = pace;
  let read = incoming.socket.bytesRead;
  let silent = 0;
  let stretch = { ticks: 0, bytes: 0 };
  const timer = setInterval(() => {
    const bytes = incoming.socket.bytesRead - read;
    read += bytes;
    if (incoming.readableLength > 0) return;
    silent = bytes === 0 ? silent + 1 : 0;
    stretch = { ticks: stretch.ticks + 1, bytes: stretch.bytes + bytes };
    if (silent >= senderSeconds) return end(`Nothing came for ${senderSeconds} seconds; send the request again.`);
    if (stretch.ticks < senderSeconds) return;
    if (stretch.bytes < senderBytesPerSecond * senderSeconds)
      return end(`The body comes too slowly: at least ${senderBytesPerSecond} bytes a second are needed.`);
    stretch = { ticks: 0, bytes: 0 };
  }, TICK_MS).unref();
  const end = (message: string) => {
    clearInterval(timer);
    slow(new Fault('request_timeout', message));
  };
  for (const event of ['end', 'close']) incoming.once(event, () => clearInterval(timer));
}

/** How long the rest of a body that was answered already is read, so that the client gets to read the answer. */
const DISCARD_MS = 10_000;

function discardRest(incoming: IncomingMessage): void {
  if (incoming.readableEnded || incoming.destroyed) return;
  const patience = setTimeout(() => incoming.destroy(), DISCARD_MS).unref();
  incoming.once('close', () => clearTimeout(patience)).unpipe();
  incoming.resume();
}

function endedBy(gone: AbortSignal, payload: NodeJS.ReadableStream): PassThrough {
  // Whoever reads it has its own listener; when nobody reads it any more, the error interests nobody.
  const body = new PassThrough().on('error', () => {});
  gone.addEventListener('abort', () => body.destroy(gone.reason), { once: true });
  return payload.pipe(body);
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

export function isForm({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return /^\s*multipart\/form-data/i.test(headers['content-type'] ?? '');
}
