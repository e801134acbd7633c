import { readFile } from 'node:fs/promises';
import { GENERATION_KINDS } from '@proofsheet/domain';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { NoLongerWanted } from './concurrency-limit.ts';
import type { Studio } from './studio.ts';

const PAGE = new URL('../page/', import.meta.url);
const FILES = {
  '/': ['studio.html', 'text/html; charset=utf-8'],
  '/studio.css': ['studio.css', 'text/css; charset=utf-8'],
  '/studio.js': ['studio.js', 'text/javascript; charset=utf-8'],
  '/tile.js': ['tile.js', 'text/javascript; charset=utf-8'],
} as const;

/** Serves the page and its requests to this machine only: there is no key, and it listens on loopback. */
export function studioServer(studio: Studio): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  refuseOtherNames(server);
  for (const [url, [file, type]] of Object.entries(FILES))
    server.get(url, async (_request, reply) => reply.type(type).send(await readFile(new URL(file, PAGE))));
  server.get('/cards', async () => studio.cards());
  server.get<{ Params: TilePath }>('/tiles/:kind/:name/:aspect/:content', (request, reply) =>
    answerTile(studio, request, reply),
  );
  server.get<{ Params: { sha256: string } }>('/images/:sha256', async ({ params }, reply) => {
    const image = studio.image(params.sha256);
    if (!image) return reply.code(404).send({ message: 'It was drawn too long ago. Load the page again.' });
    return reply.type('image/webp').header('cache-control', 'max-age=31536000, immutable').send(image);
  });
  server.get('/events', (request, reply) => streamChanges(studio, request, reply));
  return server;
}

interface TilePath {
  readonly kind: string;
  readonly name: string;
  readonly aspect: string;
  readonly content: string;
}

async function answerTile(studio: Studio, { params, raw }: FastifyRequest<{ Params: TilePath }>, reply: FastifyReply) {
  const kind = GENERATION_KINDS.find((one) => one === params.kind);
  try {
    const tile = kind && (await studio.tile({ ...params, kind }, () => !raw.destroyed));
    return tile ?? reply.code(404).send({ message: 'There is no such picture.' });
  } catch (error) {
    if (error instanceof NoLongerWanted) return reply.code(409).send({ message: error.message });
    throw error;
  }
}

/** Server-sent events: all cards, whenever a template was saved. */
function streamChanges(studio: Studio, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write('retry: 1000\n\n');
  const end = studio.onChange((cards) => reply.raw.write(`event: cards\ndata: ${JSON.stringify(cards)}\n\n`));
  request.raw.on('close', end);
}

/** Against DNS rebinding: a page elsewhere could point its own name at this machine and read the answers. */
function refuseOtherNames(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (['127.0.0.1', 'localhost', '[::1]'].includes(request.hostname)) return;
    await reply.code(403).send({ message: 'The studio answers to 127.0.0.1 and localhost only.' });
  });
}
