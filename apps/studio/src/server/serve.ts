import { readFile } from 'node:fs/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { answerFailures } from './answers.ts';
import { guard } from './guard.ts';
import { serveSession } from './session-routes.ts';
import type { Studio } from './studio.ts';
import { serveTemplates } from './template-routes.ts';
import type { VerdictDesk } from './verdict-desk.ts';
import { serveVerdicts } from './verdict-routes.ts';

const PAGE = new URL('../page/', import.meta.url);
const [HTML, CSS, SCRIPT] = ['text/html', 'text/css', 'text/javascript'].map((type) => `${type}; charset=utf-8`);
const FILES: Readonly<Record<string, readonly [file: string, type: string | undefined]>> = {
  '/': ['studio.html', HTML],
  '/verdicts': ['verdicts.html', HTML],
  '/page.css': ['page.css', CSS],
  '/studio.css': ['studio.css', CSS],
  '/own.css': ['own.css', CSS],
  '/verdicts.css': ['verdicts.css', CSS],
  '/judgement.css': ['judgement.css', CSS],
  '/studio.js': ['studio.js', SCRIPT],
  '/tile.js': ['tile.js', SCRIPT],
  '/own.js': ['own.js', SCRIPT],
  '/words.js': ['words.js', SCRIPT],
  '/shapes.js': ['shapes.js', SCRIPT],
  '/verdicts.js': ['verdicts.js', SCRIPT],
  '/make.js': ['make.js', SCRIPT],
  '/judgement.js': ['judgement.js', SCRIPT],
  '/elements.js': ['elements.js', SCRIPT],
};

/** Serves the pages and their requests to this machine only: there is no key, and it listens on loopback. */
export async function studioServer(studio: Studio, desk: VerdictDesk): Promise<FastifyInstance> {
  const server = fastify({ forceCloseConnections: true });
  await guard(server);
  answerFailures(server);
  for (const [url, [file, type]] of Object.entries(FILES))
    server.get(url, async (_request, reply) => reply.type(type ?? '').send(await readFile(new URL(file, PAGE))));
  serveTemplates(server, studio);
  serveSession(server, studio.session);
  serveVerdicts(server, desk, studio.session);
  return server;
}
