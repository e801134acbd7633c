import { Queue, Worker } from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Backend, Role } from './backend.ts';
import type { QueueConfig } from './config.ts';
import { ANSWER_MS } from './deadline.ts';
import type { Log } from './log.ts';
import { reportOutages } from './outages.ts';

/** All queues of a process share one connection; each worker adds another, on which it waits for jobs. */
export function connectRedis(config: QueueConfig, role: Role, log: Log): Backend {
  const client = openClient(config.url, role);
  const outages = reportOutages(log);
  const firstConnection = connectedOrFailed(client);
  client.on('error', outages.failed);
  client.on('ready', outages.answered);
  client.once('ready', () => void warnOfEviction(client, log));

  // BullMQ's version check prints to the console, and leaves a queue that is opened while Redis is down broken for
  // good.
  // Without it an idle worker takes a delayed job up to a second late.
  const options = { connection: client, prefix: config.prefix, skipVersionCheck: true };
  return {
    queue(name) {
      const queue = new Queue(name, { ...options, skipWaitingForReady: true });
      queue.on('error', outages.failed);
      return queue;
    },
    worker(name, processor, workerOptions) {
      const worker = new Worker(name, processor, { ...options, ...workerOptions });
      worker.on('error', outages.failed);
      return worker;
    },
    async liveJobs(name, ids) {
      const pipeline = client.pipeline();
      for (const id of ids) pipeline.hmget(`${config.prefix}:${name}:${id}`, 'timestamp', 'finishedOn', 'delay');
      const answers = (await pipeline.exec()) ?? [];
      const live = answers.map(([error, fields]) => {
        if (error) throw error;
        const [timestamp, finishedOn, delay] = fields as (string | null)[];
        return timestamp !== null && finishedOn === null && Number(delay) === 0;
      });
      return ids.filter((_, index) => live[index]);
    },
    firstConnection,
    async ping() {
      for (const memory of await memoryOf(client)) refuseWhenFull(memory);
    },
    async disconnect() {
      client.disconnect();
    },
  };
}

function openClient(url: string, role: Role): Redis | Cluster {
  const reconnect = (times: number) => Math.min(50 * times, ANSWER_MS);
  const common: RedisOptions =
    role === 'producer'
      ? { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: ANSWER_MS, socketTimeout: 2 * ANSWER_MS }
      : { maxRetriesPerRequest: null, socketTimeout: 30_000 }; // above the ten seconds that a worker waits for a job
  const options = { ...common, connectTimeout: 3000, keepAlive: 10_000, retryStrategy: reconnect };

  const { hostname, port, username, password, protocol, searchParams } = new URL(url);
  if (searchParams.get('cluster') !== 'true') return new Redis(url, options);
  return new Cluster([{ host: hostname, port: Number(port || 6379) }], {
    clusterRetryStrategy: reconnect,
    enableOfflineQueue: role === 'consumer',
    redisOptions: {
      ...options,
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  });
}

function connectedOrFailed(client: Redis | Cluster): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['ready', 'close', 'end']) client.once(event, () => resolve());
  });
}

/** The memory report of every server that holds jobs. */
async function memoryOf(client: Redis | Cluster): Promise<string[]> {
  if (!(client instanceof Cluster)) return [await client.info('memory')];
  return Promise.all(client.nodes('master').map((node) => node.info('memory')));
}

/** With `noeviction` a full Redis takes no more jobs. Above this share little time is left to give it more memory. */
const FULL = 0.8;

function refuseWhenFull(memory: string): void {
  const [used, most] = ['used_memory', 'maxmemory'].map((name) =>
    Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(memory)?.[1] ?? 0),
  ) as [number, number];
  if (most === 0 || used <= FULL * most) return;
  throw new Error(`The memory of Redis is ${Math.round((100 * used) / most)} % full`);
}

/** With any other policy Redis throws jobs away, silently, when its memory is full. */
async function warnOfEviction(client: Redis | Cluster, log: Log): Promise<void> {
  const [memory = ''] = await memoryOf(client).catch(() => []);
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  log.warn({ policy }, 'Redis may evict jobs: set its maxmemory-policy to noeviction');
}
