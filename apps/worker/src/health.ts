import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Db, lastRun, ping } from '@proofsheet/database';
import type { Dependency } from '@proofsheet/domain';
import { LATEST_MIGRATION } from '@proofsheet/migrations';
import { openReadiness, type Readiness } from '@proofsheet/program';
import type { Queues } from '@proofsheet/queue';
import type { Storage } from '@proofsheet/storage';

/** `ok`, or what is wrong without keeping the worker from its work. */
export type State = () => string;

export interface Health<Name extends Dependency> {
  readonly readiness: Readiness<Name>;
  readonly states: Record<string, State>;
}

/** A worker needs all of them for every job. */
export function openWorkerReadiness({ db, queues, storage }: { db: Db; queues: Queues; storage: Storage }) {
  return openReadiness(
    {
      database: { needed: true, ping: () => ping(db, { migration: LATEST_MIGRATION }) },
      queue: { needed: true, ping: queues.ping },
      storage: { needed: true, ping: storage.ping },
    },
    () => lastRun(db, { task: 'sweep' }),
  );
}

/**
 * GET /healthz says that the process is alive. GET /readyz names each dependency, with 503 when one is down or the worker
 * is told to stop; it keeps running, and continues when they are back. States are named beside them, and do not change
 * the status.
 */
export async function serveHealth<Name extends Dependency>(
  address: { host: string; port: number },
  health: Health<Name>,
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

async function answer<Name extends Dependency>(
  path: string,
  { readiness, states }: Health<Name>,
): Promise<{ status: number; body: object }> {
  if (path === '/healthz') return { status: 200, body: { status: 'ok' } };
  if (path !== '/readyz') return { status: 404, body: { status: 'not found' } };
  const { ready, ...report } = await readiness.report();
  const named = Object.entries(states).map(([name, state]) => [name, state()] as const);
  return { status: ready ? 200 : 503, body: { ...report, ...Object.fromEntries(named) } };
}
