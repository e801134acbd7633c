import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectDatabase, createApiKey, createUser, type Db } from '@proofsheet/database';
import { freePort, startObjectStore, startPostgres, startTied } from '@proofsheet/embedded';
import { migrateToLatest } from '@proofsheet/migrations';
import { migrateQueues, queueConfigSchema } from '@proofsheet/queue';
import { connectStorage } from '@proofsheet/storage';
import { startRedis } from '@proofsheet/testkit';

export type Backend = 'redis' | 'postgres';

export interface BenchedSystem {
  /** The API's address. */
  readonly api: string;
  readonly key: string;
  readonly db: Db;
  stop(): Promise<void>;
}

const APPS = resolve(import.meta.dirname, '../../../../apps');
const GRACE_MS = 5_000;

/**
 * The real programs, each in a process of its own, on servers of their own: one API, one worker that renders two
 * generations at a time. Undefined where the backend's server is not installed.
 */
export async function startBenchedSystem(backend: Backend): Promise<BenchedSystem | undefined> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-bench-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const redis = backend === 'redis' ? await startRedis() : undefined;
  if (backend === 'redis' && redis === undefined) return undefined;
  if (redis) started.defer(() => redis.stop());
  const postgres = await startPostgres({ dir: join(folder, 'postgres'), durable: false });
  started.defer(() => postgres.stop());
  const store = await startObjectStore({ dir: join(folder, 'objects') });
  started.defer(() => store.stop());

  const db = started.adopt(connectDatabase({ url: postgres.url }), (open) => open.destroy());
  const queueUrl = redis?.url ?? postgres.url;
  await migrateToLatest(db);
  await migrateQueues(queueConfigSchema.parse({ url: queueUrl }));
  await connectStorage(store.config).ensureBucket();
  const { id: userId } = await createUser(db);
  const { key } = await createApiKey(db, { userId, name: 'bench' });

  const ports = { api: await freePort(), admin: await freePort(), health: await freePort() };
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    QUEUE_URL: queueUrl,
    S3_ENDPOINT: store.config.endpoint,
    S3_REGION: store.config.region,
    S3_ACCESS_KEY: store.config.accessKey,
    S3_SECRET_KEY: store.config.secretKey,
    S3_BUCKET: store.config.bucket,
    PORT: String(ports.api),
    ADMIN_PORT: String(ports.admin),
    HEALTH_PORT: String(ports.health),
    PARENT_WATCH: '1',
    LOG_LEVEL: 'warn',
  };
  for (const app of ['api', 'worker']) {
    const file = join(APPS, app, 'src/main.ts');
    // A worker has the options that it is started with everywhere, and this process has them, too.
    const nodeOptions = app === 'worker' ? process.execArgv : [];
    const child = startTied({ file, env, nodeOptions, logFile: join(folder, `${app}.log`) });
    started.defer(() => child.stop(GRACE_MS));
  }
  const api = `http://127.0.0.1:${ports.api}`;
  await untilReady(`${api}/readyz`);
  await untilReady(`http://127.0.0.1:${ports.health}/readyz`);
  const owned = started.move();
  return { api, key, db, stop: () => owned.disposeAsync() };
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`${url} was not ready within 30 seconds`);
}
