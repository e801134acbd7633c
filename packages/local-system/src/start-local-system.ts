import { join } from 'node:path';
import { originsSlice, readConfiguration } from '@proofsheet/configuration';
import { connectDatabase, type Db } from '@proofsheet/database';
import { type Exit, freePort, startObjectStore, startPostgres } from '@proofsheet/embedded';
import { PROGRAMS, startProgram } from './programs.ts';
import { prepareServers, type Servers, serverVariables } from './servers.ts';
import { untilReady } from './until-ready.ts';

export interface LocalSystemOptions {
  /** Holds everything: `postgres/`, `objects/`, `uploads/` that are not stored yet, and `logs/`. */
  readonly folder: string;
  /** False for data that is thrown away: faster, but a power cut may lose it. */
  readonly durable: boolean;
  /** Redis; left out, the queue is in the database. */
  readonly queueUrl?: string | undefined;
  /** Left out, free ports are used. */
  readonly ports?: { readonly api: number; readonly admin: number };
  /** The environment of API and worker, to which the servers' addresses are added. */
  readonly env: NodeJS.ProcessEnv;
  /** Takes charge of each process once it runs, and stops it when disposed of. Left out, no process is restarted. */
  readonly keep?: (part: Part) => AsyncDisposable;
  /** Aborted to stop the system in the middle of its start. */
  readonly stopping?: AbortSignal;
}

/** One process of the system, and how to restart it under the same address. */
export interface Part {
  readonly name: string;
  readonly running: RunningPart;
  readonly restart: () => Promise<RunningPart>;
  readonly logFile: string;
}

export interface RunningPart {
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
}

export interface LocalSystem extends Servers {
  /** The addresses of the API and of Bull Board. */
  readonly api: string;
  readonly admin: string;
  readonly db: Db;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
/** How long API and worker may finish their running work when they are stopped. */
const GRACE_SECONDS = 10;

/**
 * Starts PostgreSQL, S3, API and worker on this machine, each in its own process, in the order in which they need each
 * other; they are stopped in the reverse order. When a step fails, everything started before is stopped.
 */
export async function startLocalSystem(options: LocalSystemOptions): Promise<LocalSystem> {
  const { keep = stopOnly, stopping } = options;
  await using started = new AsyncDisposableStack();
  const keepUntilStopped = (part: Part) => void started.use(keep(part));

  const servers = await startServers(options, keepUntilStopped);
  stopping?.throwIfAborted();
  const db = started.adopt(connectDatabase({ url: servers.databaseUrl }), (connected) => connected.destroy());
  await prepareServers(db, servers);

  stopping?.throwIfAborted();
  const { api, admin, worker } = await startPrograms(options, servers, keepUntilStopped);
  await untilReady([api, worker], { stopping });
  const owned = started.move();
  return { ...servers, api, admin, db, stop: () => owned.disposeAsync() };
}

type Keep = (part: Part) => void;

async function startServers(options: LocalSystemOptions, keep: Keep): Promise<Servers> {
  const { folder, durable, queueUrl, env, stopping } = options;
  stopping?.throwIfAborted();
  const database = { dir: join(folder, 'postgres'), durable };
  const postgres = await startPostgres(database);
  keep({
    name: 'PostgreSQL',
    running: postgres,
    restart: () => startPostgres({ ...database, port: postgres.port }),
    logFile: join(database.dir, 'log'),
  });

  stopping?.throwIfAborted();
  const { allowedOrigins = [] } = readConfiguration({ origins: originsSlice }, env).origins;
  const objects = { dir: join(folder, 'objects'), allowedOrigins };
  const store = await startObjectStore(objects);
  keep({
    name: 'S3',
    running: store,
    restart: () => startObjectStore({ ...objects, port: store.port }),
    logFile: join(objects.dir, 'log'),
  });
  return { databaseUrl: postgres.url, queueUrl: queueUrl ?? postgres.url, storage: store.config };
}

/** Answers the addresses of the API, of Bull Board, and of the worker's health checks. */
async function startPrograms({ folder, ports, env }: LocalSystemOptions, servers: Servers, keep: Keep) {
  const { api, admin } = ports ?? { api: await freePort(), admin: await freePort() };
  const health = await freePort();
  const told = { ...env, ...serverVariables(servers) };
  const start = (name: string, program: keyof typeof PROGRAMS, settings: NodeJS.ProcessEnv) => {
    const logFile = join(folder, 'logs', `${program}.log`);
    const run = () =>
      startProgram(PROGRAMS[program], { env: { ...told, ...settings }, logFile, graceSeconds: GRACE_SECONDS });
    keep({ name, running: run(), restart: async () => run(), logFile });
  };
  const uploads = { UPLOAD_FOLDER: env.UPLOAD_FOLDER || join(folder, 'uploads') };
  const listening = { HOST, PORT: `${api}`, ADMIN_HOST: HOST, ADMIN_PORT: `${admin}`, DRAIN_SECONDS: '0' };
  start('The API', 'api', { ...uploads, ...listening });
  start('The worker', 'worker', { HEALTH_PORT: `${health}`, GRACE_SECONDS: `${GRACE_SECONDS}` });
  const at = (port: number) => `http://${HOST}:${port}`;
  return { api: at(api), admin: at(admin), worker: at(health) };
}

function stopOnly({ running }: Part): AsyncDisposable {
  return { [Symbol.asyncDispose]: () => running.stop() };
}
