import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * There is no key: whoever can open a connection to the loopback address may do everything. So pages from elsewhere,
 * which a browser on this machine lets do that, must not get through.
 */
export async function guard(server: FastifyInstance): Promise<void> {
  server.addHook('onRequest', async (request, reply) => {
    if (!isOwnHost(request))
      return reply.code(403).send({ message: 'The studio answers to 127.0.0.1 and localhost only.' });
    if (!isOwnPage(request)) return reply.code(403).send({ message: 'Only pages of the studio may ask it.' });
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
}

/** Against DNS rebinding: a page elsewhere could point its own name at this machine and read the answers. */
function isOwnHost({ hostname }: FastifyRequest): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/**
 * A page of another origin says so in `Origin`, or, where it only embeds, in `Sec-Fetch-Site`. A link from elsewhere
 * that opens the page is taken.
 */
function isOwnPage({ headers, method }: FastifyRequest): boolean {
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) return false;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}
