import { METHODS, maxHeaderSize } from 'node:http';
import { Fault } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { Api } from './dependencies.ts';
import type { WrongAddressPage } from './gallery/serve-gallery.ts';

/** `OPTIONS *` asks for the server and not for an address: RFC 9110, section 9.3.7. */
export function answerForServer(api: Api): void {
  const methods = new Set<string>(['OPTIONS']);
  api.addHook('onRoute', ({ method }) => {
    for (const one of [method].flat()) methods.add(one);
  });
  api.addHook('onRequest', async ({ method, url }, reply) => {
    if (method === 'OPTIONS' && url === '*')
      return reply
        .code(204)
        .header('allow', [...methods].join(', '))
        .send();
    return;
  });
}

/**
 * Parts of an address may be as long as the address itself, which Node limits together with the headers: what is too
 * long for its route is then refused by that route, in the words and with the headers of its other answers.
 */
export const ROUTING = { maxParamLength: maxHeaderSize };

/**
 * What no route takes is refused before its body is read: 405 with the methods of the address where it has any, else
 * 404, which `page` may answer instead.
 */
export function refuseUnroutable(api: Api, page?: WrongAddressPage): void {
  const routes = findMyWay(ROUTING);
  api.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat() as HTTPMethod[]) if (!routes.hasRoute(one, url)) routes.on(one, url, () => {});
  });
  const allowed = (path: string) => (METHODS as HTTPMethod[]).filter((method) => routes.find(method, path) !== null);
  api.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const methods = allowed(pathOf(request)).join(', ');
    if (methods === '') {
      const shown = page?.(request, reply);
      if (shown) return shown;
      throw notFound(request);
    }
    reply.header('allow', methods);
    throw new Fault('method_not_allowed', `${request.method} is not taken here; ${methods} are.`);
  });
  // Never reached for a whole request; plugins answer what they do not find by it.
  api.setNotFoundHandler((request) => {
    throw notFound(request);
  });
}

function notFound(request: FastifyRequest): Fault {
  return new Fault('not_found', `There is no ${request.method} ${pathOf(request)}.`);
}

/** Without the query. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
