import http from 'node:http';
import https from 'node:https';

/** Seconds without a byte in either direction after which a request is given up. */
const IDLE_SECONDS = 10;
/** Seconds that one request may take in all, its body included. */
const TOTAL_SECONDS = 60;

/** The part of `node:http` that both the minio client and the upload by stream use. */
export interface Transport {
  request(options: http.RequestOptions, callback?: (response: http.IncomingMessage) => void): http.ClientRequest;
}

/**
 * HTTP with limits, because the minio client has none: without them a storage host that drops packets would hold
 * a request, and the worker or client behind it, for ever. Connections are kept alive and shared.
 */
export function limitedTransport(
  endpoint: URL,
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
      sent.on('timeout', () => sent.destroy(new Error(`no answer for ${idleMs} ms`)));
      return sent;
    },
  };
}
