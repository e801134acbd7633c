import { GENERATION_KINDS } from '@proofsheet/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hangUpOf } from './answers.ts';
import type { AskedTile, Studio } from './studio.ts';

interface TileRoute {
  readonly Params: Omit<AskedTile, 'kind' | 'revision'> & { readonly kind: string };
  readonly Querystring: { readonly revision?: string };
}

/** Templates, their pictures, and what changes of them. */
export function serveTemplates(server: FastifyInstance, studio: Studio): void {
  server.get('/cards', async () => studio.cards());
  server.get('/formats', async () => studio.formats);
  server.get<TileRoute>('/tiles/:kind/:name/:shape/:content', async ({ params, query }, reply) => {
    const kind = GENERATION_KINDS.find((one) => one === params.kind);
    const revision = query.revision === undefined ? undefined : Number(query.revision);
    const tile = kind && (await studio.tile({ ...params, kind, revision }, hangUpOf(reply)));
    return tile ?? reply.code(404).send({ message: 'There is no such picture.' });
  });
  server.get<{ Params: { sha256: string } }>('/images/:sha256', async ({ params }, reply) => {
    const image = studio.image(params.sha256);
    if (!image) return reply.code(404).send({ message: 'It was drawn too long ago. Load the page again.' });
    return reply.type('image/webp').header('cache-control', 'max-age=31536000, immutable').send(image);
  });
  server.get('/events', (request, reply) => streamChanges(studio, request, reply));
}

/** Server-sent events: all cards whenever a template was saved, the session whenever it changes. */
function streamChanges(studio: Studio, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write('retry: 1000\n\n');
  const tell = (event: string) => (data: unknown) =>
    reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const ends = [studio.onChange(tell('cards')), studio.session.onChange(tell('session'))];
  request.raw.on('close', () => {
    for (const end of ends) end();
  });
}
