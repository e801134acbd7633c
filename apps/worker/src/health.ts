import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Resolves when the dependency answers, and rejects within a limited time when it does not. */
export type Check = () => Promise<unknown>;
/** `ok`, or what is wrong without keeping the worker from its work. */
export type State = () => string;

export interface Health {
  /** What the worker cannot do without. */
  readonly checks: Record<string, Check>;
  readonly states: Record<string, State>;
}

/**
 * GET /healthz says that the process is alive. GET /readyz names each dependency, with 503 when one is down; the worker
 * keeps running, and continues when it is back. States are named beside them, and do not change the status.
 */
export async function serveHealth(
  address: { host: string; port: number },
  health: Health,
): Promise<{ port: number; close(): void }> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request.url ?? '', health);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(address.port, address.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, close: () => server.close() };
}

async function answer(path: string, { checks, states }: Health): Promise<{ status: number; body: object }> {
  if (path === '/healthz') return { status: 200, body: { status: 'ok' } };
  if (path !== '/readyz') return { status: 404, body: { status: 'not found' } };
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const up = await check().then(
        () => true,
        () => false,
      );
      return [name, up ? 'ok' : 'unavailable'] as const;
    }),
  );
  const ready = results.every(([, state]) => state === 'ok');
  const named = Object.entries(states).map(([name, state]) => [name, state()] as const);
  const body = { status: ready ? 'ok' : 'unavailable', ...Object.fromEntries([...results, ...named]) };
  return { status: ready ? 200 : 503, body };
}
