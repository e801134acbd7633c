import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectDatabase, createApiKey, createUser, type Db } from '@proofsheet/database';
import { freePort, startObjectStore } from '@proofsheet/embedded';
import { migrateToLatest } from '@proofsheet/migrations';
import { migrateQueues, type QueueConfig, queueConfigSchema } from '@proofsheet/queue';
import { connectStorage, type Storage } from '@proofsheet/storage';
import { startProxy, type TcpProxy } from '@proofsheet/testkit';
import type { Break } from '../breaks.ts';
import type { Tally } from '../tally.ts';
import { type DatabaseServer, openDatabaseServer } from './database-server.ts';
import { keepRunning, type Program } from './program.ts';
import { type AppendOnlyRedis, openRedis } from './redis.ts';
import { type StorageProxy, startStorageProxy } from './storage-proxy.ts';
import { untilReady } from './until-ready.ts';

export type Backend = 'redis' | 'postgres';

export interface SystemOptions {
  readonly backend: Backend;
  readonly workers: number;
  readonly users: number;
  readonly folder: string;
  readonly broken: Break | undefined;
  readonly tally: Tally;
}

/** Everything that a run may break, and beside it the ways to look at the truth that no fault is in. */
export interface ChaosSystem {
  readonly api: string;
  /** One for each user. */
  readonly keys: readonly string[];
  readonly programs: { readonly api: Program; readonly workers: readonly Program[] };
  readonly database: { readonly server: DatabaseServer; readonly proxy: TcpProxy };
  /** Undefined where the queue is in the database. */
  readonly redis: { readonly server: AppendOnlyRedis; readonly proxy: TcpProxy } | undefined;
  readonly storageProxy: StorageProxy;
  readonly db: Db;
  readonly storage: Storage;
  readonly queue: QueueConfig;
  /** What operators set for the command line, past every proxy. */
  readonly operatorEnv: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const APPS = resolve(import.meta.dirname, '../../../../apps');
const GRACE_MS = 5_000;

/** Short, so that faults may be dense: a death is noticed, and its work taken up, within seconds. */
const WORKER_SETTINGS = {
  LEASE_SECONDS: '3',
  SWEEP_SECONDS: '1',
  QUEUE_LOCK_SECONDS: '5',
  GRACE_SECONDS: '2',
  WORKER_CONCURRENCY: '2',
};

/** Servers first, then what runs on them; stopped in the reverse order, also when a step of the start fails. */
export async function startSystem(options: SystemOptions): Promise<ChaosSystem> {
  const { backend, folder, workers, users, broken, tally } = options;
  await using started = new AsyncDisposableStack();
  mkdirSync(join(folder, 'logs'), { recursive: true });

  const server = await openDatabaseServer(folder);
  started.defer(() => server.stop('fast'));
  const database = { server, proxy: await startProxy(server.url) };
  started.defer(() => database.proxy.close());
  const redis = backend === 'redis' ? await openRedisBehindProxy(folder, started) : undefined;
  const store = await startObjectStore({ dir: join(folder, 'objects') });
  started.defer(() => store.stop());
  const storageProxy = await startStorageProxy(store.config.endpoint);
  started.defer(() => storageProxy.close());

  const db = started.adopt(connectDatabase({ url: server.url }), (open) => open.destroy());
  const storage = connectStorage(store.config);
  const queue = queueConfigSchema.parse({ url: redis?.server.url ?? server.url });
  await migrateToLatest(db);
  await migrateQueues(queue);
  await storage.ensureBucket();
  await broken?.prepare?.(db);
  const keys = await Promise.all(Array.from({ length: users }, () => newKey(db)));

  const port = await freePort();
  const own = { DATABASE_URL: server.url, QUEUE_URL: queue.url, S3_ENDPOINT: store.config.endpoint, ...secrets(store) };
  const env = {
    ...process.env,
    ...own,
    DATABASE_URL: database.proxy.url,
    QUEUE_URL: redis?.proxy.url ?? database.proxy.url,
    S3_ENDPOINT: storageProxy.endpoint,
    PORT: `${port}`,
    ADMIN_PORT: `${await freePort()}`,
    UPLOAD_FOLDER: join(folder),
    REQUESTS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'info',
    // Hundreds of starts: what was compiled once is kept.
    NODE_COMPILE_CACHE: join(tmpdir(), 'proofsheet-chaos-compiled'),
  };
  const run = (app: string, workWord: string, name: string, settings: NodeJS.ProcessEnv = {}) => {
    const program = keepRunning({
      file: join(APPS, app, 'src/main.ts'),
      env: { ...env, ...settings },
      logFile: join(folder, 'logs', `${name}.log`),
      workWord,
      onLogLine: ({ code }) => code === 'lease_lost' && tally.add('fenced writers'),
    });
    started.defer(() => program.stop(GRACE_MS));
    return program;
  };
  const programs = {
    api: run('api', 'api listens', 'api'),
    workers: Array.from({ length: workers }, (_, index) =>
      run('worker', 'generation claimed', `worker-${index}`, { ...WORKER_SETTINGS, ...broken?.workerEnv }),
    ),
  };
  const api = `http://127.0.0.1:${port}`;
  await untilReady(`${api}/readyz`);
  const owned = started.move();
  return {
    ...{ api, keys, programs, database, redis, storageProxy, db, storage, queue },
    operatorEnv: { ...process.env, ...own },
    stop: () => owned.disposeAsync(),
  };
}

async function openRedisBehindProxy(folder: string, started: AsyncDisposableStack) {
  const server = await openRedis(folder);
  started.defer(() => server.stop('kill'));
  const proxy = await startProxy(server.url);
  started.defer(() => proxy.close());
  return { server, proxy };
}

function secrets({ config }: Awaited<ReturnType<typeof startObjectStore>>): NodeJS.ProcessEnv {
  const { region, accessKey, secretKey, bucket } = config;
  return { S3_REGION: region, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey, S3_BUCKET: bucket };
}

async function newKey(db: Db): Promise<string> {
  const { id: userId } = await createUser(db);
  return (await createApiKey(db, { userId, name: 'chaos' })).key;
}
