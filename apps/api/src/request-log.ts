import type { Fault } from '@proofsheet/domain';
import { type FastifyRequest, LogController } from 'fastify';
import type { Api } from './dependencies.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused: its one log line tells it. */
    fault: Fault | null;
  }
}

/** Fastify's own lines about requests are left out: `logRequests` writes the one that says it all. */
export function quietController(): LogController {
  return new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });
}

/** One line a request, written when it ends. A probe that finds all well is not worth one. */
export function logRequests(api: Api): void {
  api.decorateRequest('fault', null);
  api.addHook('onResponse', async (request, reply) => {
    const line = { ...about(request), status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime * 10) / 10 };
    const { fault } = request;
    if (fault === null) {
      request.log[isProbe(request) ? 'debug' : 'info'](line, 'request');
      return;
    }
    const refused = { ...line, code: fault.code, field: fault.field, dependency: fault.dependency };
    if (fault.status >= 500) request.log.error({ ...refused, err: fault.cause ?? fault }, 'request failed');
    else request.log.info({ ...refused, reason: fault.message }, 'request refused');
  });
  api.addHook('onRequestAbort', async (request) => {
    request.log.info(about(request), 'client hung up');
  });
}

/** The path without its query: cursors and filters say nothing that the operation does not. */
function about(request: FastifyRequest) {
  const [path] = request.url.split('?', 1);
  return { method: request.method, path, userId: request.userId || undefined };
}

function isProbe(request: FastifyRequest): boolean {
  return request.routeOptions.url === '/healthz' || request.routeOptions.url === '/readyz';
}
