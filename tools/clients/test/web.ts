import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const PAGE = `<!doctype html><meta charset="utf-8"><title>A page</title>
<script type="importmap">{ "imports": { "@proofsheet/client": "/node_modules/@proofsheet/client/index.js" } }</script>`;
const TYPES: Record<string, string> = { js: 'text/javascript', mjs: 'text/javascript', jpg: 'image/jpeg' };

/** Somebody's page, with the files of a folder, on an origin of its own. */
export async function startWeb(folder: string): Promise<{ readonly origin: string; close(): void }> {
  const server = createServer(async (request, reply) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    if (pathname === '/') return reply.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    const file = await readFile(join(folder, pathname)).catch(() => undefined);
    const type = TYPES[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    reply.writeHead(file === undefined ? 404 : 200, { 'content-type': type }).end(file);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
