import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, type Db } from '@proofsheet/database';
import { freePort, startObjectStore } from '@proofsheet/embedded';
import {
  newUserKey,
  PROGRAMS,
  type Program,
  prepareServers,
  type Servers,
  serverVariables,
  untilReady,
} from '@proofsheet/local-system';
import { type QueueConfig, queueConfigSchema } from '@proofsheet/queue';
import { connectStorage, type Storage } from '@proofsheet/storage';
import { startProxy, type TcpProxy } from '@proofsheet/testkit';
import type { Break } from '../breaks.ts';
import type { Tally } from '../tally.ts';
import { type DatabaseServer, openDatabaseServer } from './database-server.ts';
import { keepRunning, type RunningProgram } from './keep-running.ts';
import { type AppendOnlyRedis, openRedis } from './redis.ts';
import { type StorageProxy, startStorageProxy } from './storage-proxy.ts';

export type Backend = 'redis' | 'postgres';

export interface SystemOptions {
  readonly backend: Backend;
  readonly workers: number;
  readonly users: number;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly broken: Break | undefined;
  readonly tally: Tally;
}

/** Everything that a run may break, and direct connections to rows, objects and jobs that no fault affects. */
export interface ChaosSystem {
  readonly api: string;
  /** One for each user. */
  readonly keys: readonly string[];
  readonly programs: { readonly api: RunningProgram; readonly workers: readonly RunningProgram[] };
  readonly database: { readonly server: DatabaseServer; readonly proxy: TcpProxy };
  /** Undefined where the queue is in the database. */
  readonly redis: { readonly server: AppendOnlyRedis; readonly proxy: TcpProxy } | undefined;
  readonly storageProxy: StorageProxy;
  /** How often faults have hit each generation. */
  readonly hits: Map<string, number>;
  readonly db: Db;
  readonly storage: Storage;
  readonly queue: QueueConfig;
  /** The environment of the command line, which goes past every proxy. */
  readonly operatorEnv: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const GRACE_MS = 5_000;
/** After hundreds of faults on a busy machine the system may take long. */
export const READY_SECONDS = 300;

/** Short times, so that faults may be frequent: a death is noticed, and its work resumed, within seconds. */
const WORKER_SETTINGS = {
  LEASE_SECONDS: '3',
  SWEEP_SECONDS: '1',
  QUEUE_LOCK_SECONDS: '5',
  GRACE_SECONDS: '2',
  WORKER_CONCURRENCY: '2',
};

/** Starts servers, then programs; they are stopped in the reverse order, also when a step of the start fails. */
export async function startSystem(options: SystemOptions): Promise<ChaosSystem> {
  await using started = new AsyncDisposableStack();
  const { database, redis, store, storageProxy } = await openServers(options, started);
  const servers: Servers = {
    databaseUrl: database.server.url,
    queueUrl: redis?.server.url ?? database.server.url,
    storage: store.config,
  };
  const db = started.adopt(connectDatabase({ url: servers.databaseUrl }), (open) => open.destroy());
  await prepareServers(db, servers);
  await options.broken?.prepare?.(db);
  const keys = await Promise.all(Array.from({ length: options.users }, () => newUserKey(db, 'chaos')));

  const behindProxies: Servers = {
    databaseUrl: database.proxy.url,
    queueUrl: redis?.proxy.url ?? database.proxy.url,
    storage: { ...store.config, endpoint: storageProxy.endpoint },
  };
  const port = await freePort();
  const programs = await runPrograms(options, { ...serverVariables(behindProxies), PORT: `${port}` }, started);
  const api = `http://127.0.0.1:${port}`;
  await untilReady([api], { seconds: READY_SECONDS });
  const owned = started.move();
  return {
    ...{ api, keys, programs, database, redis, storageProxy, hits: new Map(), db },
    storage: connectStorage(servers.storage),
    queue: queueConfigSchema.parse({ url: servers.queueUrl }),
    operatorEnv: { ...options.env, ...serverVariables(servers) },
    stop: () => owned.disposeAsync(),
  };
}

/** PostgreSQL, Redis where it is the backend, and S3, each behind a proxy. */
async function openServers({ backend, folder }: SystemOptions, started: AsyncDisposableStack) {
  const server = await openDatabaseServer(folder);
  started.defer(() => server.stop('fast'));
  const database = { server, proxy: await startProxy(server.url) };
  started.defer(() => database.proxy.close());
  const redis = backend === 'redis' ? await openRedisBehindProxy(folder, started) : undefined;
  const store = await startObjectStore({ dir: join(folder, 'objects') });
  started.defer(() => store.stop());
  const storageProxy = await startStorageProxy(store.config.endpoint);
  started.defer(() => storageProxy.close());
  return { database, redis, store, storageProxy };
}

async function openRedisBehindProxy(folder: string, started: AsyncDisposableStack) {
  const server = await openRedis(folder);
  started.defer(() => server.stop('kill'));
  const proxy = await startProxy(server.url);
  started.defer(() => proxy.close());
  return { server, proxy };
}

/** One API and the workers, each restarted whenever it ends. */
async function runPrograms(
  { folder, workers, env, broken, tally }: SystemOptions,
  variables: NodeJS.ProcessEnv,
  started: AsyncDisposableStack,
): Promise<ChaosSystem['programs']> {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const told = {
    ...{ ...env, ...variables },
    ADMIN_PORT: `${await freePort()}`,
    UPLOAD_FOLDER: folder,
    REQUESTS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'info',
    // Programs are started hundreds of times: compiled code is kept.
    NODE_COMPILE_CACHE: join(tmpdir(), 'proofsheet-chaos-compiled'),
  };
  const run = (program: Program, busyMessage: string, name: string, settings: NodeJS.ProcessEnv = {}) => {
    const running = keepRunning(program, {
      env: { ...told, ...settings },
      logFile: join(folder, 'logs', `${name}.log`),
      busyMessage,
      onLogLine: ({ code }) => code === 'lease_lost' && tally.add('fenced writers'),
    });
    started.defer(() => running.stop(GRACE_MS));
    return running;
  };
  const workerSettings = { ...WORKER_SETTINGS, ...broken?.workerEnv };
  return {
    api: run(PROGRAMS.api, 'api listens', 'api'),
    workers: Array.from({ length: workers }, (_, index) =>
      run(PROGRAMS.worker, 'generation claimed', `worker-${index}`, workerSettings),
    ),
  };
}
