import { join } from 'node:path';
import { connectDatabase, type Db } from '@proofsheet/database';
import { freePort, type ObjectStore, type Postgres, startObjectStore, startPostgres } from '@proofsheet/embedded';
import type { StorageConfig } from '@proofsheet/storage';
import { CommandError } from '../command-error.ts';
import { migrateEverything } from './migrate-everything.ts';
import { lastWord, programs, startProgram } from './programs.ts';
import { type Part, supervise } from './supervise.ts';
import { untilReady } from './until-ready.ts';

export interface SystemOptions {
  /** Where everything is kept; already taken by the caller. */
  readonly folder: string;
  readonly apiPort: number;
  readonly adminPort: number;
  /** False for a system whose data is thrown away: faster, and not safe from a power cut. */
  readonly durable: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when the person wants it to stop, also in the middle of the start. */
  readonly stopping: AbortSignal;
  readonly say: (line: string) => void;
}

export interface System {
  readonly api: string;
  readonly admin: string;
  readonly databaseUrl: string;
  readonly storage: StorageConfig;
  readonly db: Db;
  /** Resolves with the reason when a part keeps dying. */
  readonly failed: Promise<string>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
/** How long API and worker may go on with what they are doing when they are told to stop. */
const GRACE_SECONDS = 10;

/**
 * PostgreSQL, S3, API and worker on this machine, each in a process of its own, started in the order in which they
 * need each other and stopped in the reverse order. When a step fails, what was started before is stopped.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { folder, stopping, say, durable } = options;
  const failure = Promise.withResolvers<string>();
  const logOf = (name: string) => join(folder, 'logs', `${name}.log`);
  const keep = (name: string, part: Part, restart: () => Promise<Part>, log: string) => {
    const giveUp = (reason: string) => failure.resolve(explained(reason, log));
    return started.use(supervise({ name, part, restart, say, giveUp }));
  };
  await using started = new AsyncDisposableStack();

  stopping.throwIfAborted();
  const database = { dir: join(folder, 'postgres'), durable };
  const postgres = await startPostgres(database);
  const { port } = postgres;
  keep('PostgreSQL', postgres, () => startPostgres({ ...database, port }), join(database.dir, 'log'));

  stopping.throwIfAborted();
  const objects = { dir: join(folder, 'objects') };
  const store = await startObjectStore(objects);
  keep('S3', store, () => startObjectStore({ ...objects, port: store.port }), join(objects.dir, 'log'));

  stopping.throwIfAborted();
  const db = started.adopt(connectDatabase({ url: postgres.url }), (connected) => connected.destroy());
  await migrateEverything({ db, queueUrl: postgres.url, storage: store.config });

  stopping.throwIfAborted();
  const env = { ...options.env, ...settings(options, postgres, store) };
  const workerEnv = { ...env, HEALTH_PORT: String(await freePort()), GRACE_SECONDS: String(GRACE_SECONDS) };
  const startApi = () => startProgram(programs.api, env, logOf('api'), GRACE_SECONDS);
  const startWorker = () => startProgram(programs.worker, workerEnv, logOf('worker'), GRACE_SECONDS);
  keep('The API', startApi(), async () => startApi(), logOf('api'));
  keep('The worker', startWorker(), async () => startWorker(), logOf('worker'));

  const api = `http://${HOST}:${options.apiPort}`;
  const failed = failure.promise.then((reason) => Promise.reject(new CommandError(reason)));
  await Promise.race([untilReady([api, `http://${HOST}:${workerEnv.HEALTH_PORT}`], stopping), failed]);
  const owned = started.move();
  return {
    api,
    admin: `http://${HOST}:${options.adminPort}`,
    databaseUrl: postgres.url,
    storage: store.config,
    db,
    failed: failure.promise,
    stop: () => owned.disposeAsync(),
  };
}

/** What API and worker are told: the same variables that an operator sets for real servers. */
function settings({ apiPort, adminPort }: SystemOptions, postgres: Postgres, store: ObjectStore): NodeJS.ProcessEnv {
  const { endpoint, region, accessKey, secretKey, bucket } = store.config;
  return {
    DATABASE_URL: postgres.url,
    QUEUE_URL: postgres.url,
    S3_ENDPOINT: endpoint,
    S3_PUBLIC_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_ACCESS_KEY: accessKey,
    S3_SECRET_KEY: secretKey,
    S3_BUCKET: bucket,
    HOST,
    PORT: String(apiPort),
    ADMIN_HOST: HOST,
    ADMIN_PORT: String(adminPort),
  };
}

function explained(reason: string, log: string): string {
  const word = lastWord(log);
  return `${reason}${word ? ` Its log says last: ${word}` : ''} (${log})`;
}
