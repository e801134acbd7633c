import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api, GalleryOptions } from '../dependencies.ts';

/** The pages that the router in the browser has: each is the same document. */
const PAGES = [
  '/',
  '/sign-in',
  '/create',
  '/images',
  '/images/:id',
  '/sheets/:id',
  '/keys',
  '/webhooks',
  '/webhooks/:id',
  '/operators',
  '/projects',
  '/projects/:id',
  '/batch',
  '/batches/:id',
  '/review/:id',
];

const DOCUMENT = 'index.html';
const HTML = 'text/html; charset=utf-8';

/** What the document names by its own name. */
const UNHASHED = ['mark.svg', 'languages.js'];

/** The gallery at `/`, where it has been built; without it this server has an API only. */
export async function serveGallery(api: Api, { folder, imageOrigin }: GalleryOptions): Promise<void> {
  if (!isBuilt(folder)) return;
  await api.register(serveStatic, { root: folder, serve: false, cacheControl: false });
  for (const url of PAGES)
    api.get(url, { schema: { hide: true } }, (_request, reply) => documented(reply, imageOrigin).sendFile(DOCUMENT));
  // Their names hold a hash of what is in them.
  api.get('/assets/:file', { schema: { hide: true } }, (request, reply) => {
    const { file } = request.params as { file: string };
    return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(join('assets', file));
  });
  for (const file of UNHASHED)
    api.get(`/${file}`, { schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').sendFile(file),
    );
}

/** Undefined for who is to be told by a problem. */
export type WrongAddressPage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

/** Answers a person who comes by a wrong address with the page that says so; a program, and whoever asks the API, is told by a problem. */
export function wrongAddressPage({ folder, imageOrigin }: GalleryOptions): WrongAddressPage {
  const built = isBuilt(folder);
  return ({ method, url, headers }, reply) => {
    const isPage = built && method === 'GET' && !url.startsWith('/v1/') && headers.accept?.includes('text/html');
    // Of an address that cannot be decoded the server knows no more than the bare reply, which finds no files.
    return isPage
      ? documented(reply.code(404), imageOrigin)
          .type(HTML)
          .send(createReadStream(join(folder, DOCUMENT)))
      : undefined;
  };
}

function isBuilt(folder: string): boolean {
  return existsSync(join(folder, DOCUMENT));
}

/** The document names the scripts of its version, so it is asked for anew each time. */
function documented(reply: FastifyReply, imageOrigin: string): FastifyReply {
  return reply.headers({
    'content-security-policy': policyFor(imageOrigin),
    'x-robots-tag': 'noindex',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
}

/** The one inline style: React Aria keeps touches of buttons from zooming. A browser names the hash of what it refuses. */
const TOUCH_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/**
 * Scripts and styles are this server's files alone. Images also come from the object storage, to which this server
 * redirects, and from the page itself: files before their upload, and colours before their image. `wasm-unsafe-eval`
 * lets the grid compute its rows; it lets no text become a script.
 */
function policyFor(imageOrigin: string): string {
  const directives = {
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'style-src': `'self' ${TOUCH_STYLE}`,
    'font-src': "'self'",
    'style-src-attr': "'none'",
    'img-src': `'self' data: blob: ${imageOrigin}`,
    'connect-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
