import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  assertSchemaCompatibility,
  type BackendFactory,
  type PgPool,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
  Queue,
  type QueueBaseOptions,
  runMigrations,
  Worker,
} from 'bullmq';
import { Client, Pool } from 'pg';
import type { Backend, Observer, Role } from './backend.ts';
import { isPostgres, type QueueConfig, withLibpqTls } from './config.ts';
import { ANSWER_MS, ENQUEUE_BATCH, JOB_MS, within } from './deadline.ts';
import { observe } from './observe.ts';

const SCHEMA = 'bullmq';
/** BullMQ's transactions have no pauses: one that is silent for this long has lost its client. */
const ABANDONED_MS = 5000;

const LIVE_JOBS = `select id from job where queue = $1 and id = any($2::text[]) and state in ('waiting', 'active')`;

/** Creates or upgrades the schema `bullmq`; several processes may do so at once. Redis needs none. */
export async function migrateQueues(config: QueueConfig): Promise<void> {
  if (!isPostgres(config)) return;
  const client = new Client({ connectionString: withLibpqTls(config.url), connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}

/** All queues of a process share one pool; each worker keeps one of its connections, on which it LISTENs. */
export function connectPostgres(config: QueueConfig, role: Role, observer: Observer): Backend {
  const outages = observe(observer);
  const sockets = new Set<Socket>();
  const pool = new Pool({
    connectionString: withLibpqTls(config.url),
    // A transaction whose client vanished holds its locks: nobody else takes a job until the server ends it.
    options: `-c search_path=${SCHEMA} -c idle_in_transaction_session_timeout=${ABANDONED_MS}`,
    keepAlive: true,
    stream: () => tracked(new Socket(), sockets),
    ...(role === 'producer'
      ? { max: 4, connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS + ENQUEUE_BATCH * JOB_MS }
      : { max: 12, connectionTimeoutMillis: 3000 }),
  });
  // A connection that breaks emits its error from the pool while it is idle, and from itself while it is in use:
  // without both listeners the error would end the process.
  pool.on('error', outages.failed);
  pool.on('connect', (client) => {
    client.on('error', outages.failed);
    outages.answered();
  });
  // At run time the pool is what BullMQ expects; only the declarations of `on` disagree.
  const connection = pool as unknown as PgPool;

  return {
    queue(name) {
      const queue = new Queue(name, { connection }, recoveringBackend);
      queue.on('error', outages.failed);
      return queue as unknown as Queue;
    },
    worker(name, processor, options) {
      const worker = new Worker(name, processor, { ...options, connection }, recoveringBackend);
      worker.on('error', outages.failed);
      return worker as unknown as Worker;
    },
    async liveJobs(name, ids) {
      const { rows } = await pool.query<{ id: string }>(LIVE_JOBS, [name, ids]);
      return rows.map(({ id }) => id);
    },
    explain: outages.explain,
    firstConnection: Promise.resolve(),
    async ping() {
      await assertSchemaCompatibility(connection, SCHEMA);
    },
    async disconnect() {
      // The pool waits for the queries that still run: for ever, when the network swallows everything.
      if (!pool.ended && !pool.ending) await within(ANSWER_MS, pool.end()).catch(outages.failed);
      for (const socket of sockets) socket.destroy();
    },
  };
}

function tracked(socket: Socket, sockets: Set<Socket>): Socket {
  sockets.add(socket);
  return socket.once('close', () => sockets.delete(socket));
}

/**
 * BullMQ checks its schema once and remembers the answer for good, even a failure: a process that was started before
 * its database would never do any work. These two classes forget failures.
 */
class RecoveringConnection extends PostgresConnection {
  #ready: Promise<void> | undefined;

  override waitUntilReady(): Promise<void> {
    this.#ready ??= this.#check().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  async #check(): Promise<void> {
    const client = await this.pool.connect();
    try {
      await assertSchemaCompatibility(client, this.schema);
    } finally {
      client.release();
    }
  }
}

class RecoveringBackend extends PostgresQueueBackend {
  readonly #connection: RecoveringConnection;

  constructor(connection: RecoveringConnection, name: string, options: QueueBaseOptions<PostgresConnectionOptions>) {
    super(connection, name, options);
    this.#connection = connection;
  }

  override waitUntilReady(): Promise<void> {
    return this.#connection.waitUntilReady();
  }

  /**
   * A worker asks again at once when this fails: a thousand times a second while the server starts. The pause stops
   * that.
   */
  override async moveToActive(...args: Parameters<PostgresQueueBackend['moveToActive']>) {
    try {
      return await super.moveToActive(...args);
    } catch (error) {
      await sleep(500);
      throw error;
    }
  }
}

const recoveringBackend: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (name, options, role) => {
  const connection = new RecoveringConnection(options.connection);
  // Bull Board finds the workers by the name of the connection on which they LISTEN. BullMQ remembers the name and
  // gives
  // it to every connection that replaces this one.
  if (role?.withBlockingConnection) connection.setListenClientName(name).catch(() => undefined);
  return new RecoveringBackend(connection, name, options);
};
