import type { IncomingMessage } from 'node:http';
import { newId } from '@proofsheet/database';
import { type Fault, isOutage } from '@proofsheet/domain';
import { type FastifyRequest, LogController } from 'fastify';
import type { Api } from './dependencies.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused, for its log line. */
    fault: Fault | null;
  }
}

/** What a client's request id may consist of: harmless in a log line and in a job. */
const REQUEST_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** The client's own request id where it is harmless, otherwise a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
}

/** Every answer names its request, so that a report by a person leads to the log lines and the job. */
export function answerRequestId(api: Api): void {
  api.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
}

/** Turns Fastify's own lines about requests off: `logRequests` writes the only one. */
export function quietController(): LogController {
  return new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });
}

/** One line for each request, written when it ends. A probe that finds everything well is logged at `debug`. */
export function logRequests(api: Api): void {
  api.decorateRequest('fault', null);
  api.addHook('onResponse', async (request, reply) => {
    const line = { ...about(request), status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime * 10) / 10 };
    const { fault } = request;
    if (fault === null) {
      request.log[isProbe(request) ? 'debug' : 'info'](line, 'request');
      return;
    }
    const { code, field, dependency, reason, message } = fault;
    const refused = { ...line, code, field, dependency, outage: reason };
    // Why a dependency is away is logged once, when it goes.
    if (isOutage(fault)) return request.log.warn({ ...refused, reason: message }, 'request failed');
    // A server that a user named is none of ours.
    const ours = fault.status >= 500 && !fault.code.startsWith('url_');
    if (ours) request.log.error({ ...refused, err: fault.cause ?? fault }, 'request failed');
    else request.log.info({ ...refused, reason: message }, 'request refused');
  });
  api.addHook('onRequestAbort', async (request) => {
    request.log.info(about(request), 'client hung up');
  });
}

/** The path without its query: cursors and filters do not matter in the log. */
function about(request: FastifyRequest) {
  const [path] = request.url.split('?', 1);
  return { method: request.method, path, userId: request.userId || undefined };
}

function isProbe(request: FastifyRequest): boolean {
  return request.routeOptions.url === '/healthz' || request.routeOptions.url === '/readyz';
}
