import http from 'node:http';
import https from 'node:https';
import type { ServerClock } from './server-clock.ts';

/** A request is given up after this many seconds without a byte in either direction. */
const IDLE_SECONDS = 10;
/** How long one request may take in all, its body included. */
const TOTAL_SECONDS = 60;

/** What the minio client and the upload of streams use of `node:http`. */
export interface Transport {
  request(options: http.RequestOptions, callback?: (response: http.IncomingMessage) => void): http.ClientRequest;
}

/**
 * HTTP with time limits, because the minio client has none: a storage host that drops packets would hold a request, and
 * the worker or client behind it, for ever. Connections are kept alive and shared.
 */
export function limitedTransport(
  endpoint: URL,
  clock: ServerClock,
  limits: { idleSeconds?: number; totalSeconds?: number } = {},
): Transport {
  const { request, Agent } = endpoint.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const idleMs = (limits.idleSeconds ?? IDLE_SECONDS) * 1000;
  const totalMs = (limits.totalSeconds ?? TOTAL_SECONDS) * 1000;
  return {
    request(options, callback) {
      const signal = AbortSignal.timeout(totalMs);
      const sent = request({ ...options, agent, signal, timeout: idleMs }, callback);
      sent.on('response', clock.read);
      sent.on('timeout', () =>
        sent.destroy(Object.assign(new Error(`no answer for ${idleMs} ms`), { code: 'ETIMEDOUT' })),
      );
      return sent;
    },
  };
}
