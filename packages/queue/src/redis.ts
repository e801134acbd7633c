import { Queue, Worker } from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Backend, Observer, Role } from './backend.ts';
import type { QueueConfig } from './config.ts';
import { ANSWER_MS } from './deadline.ts';
import type { Log } from './log.ts';
import { observe } from './observe.ts';

/** All queues of a process share one connection; each worker adds another, on which it waits for jobs. */
export function connectRedis(config: QueueConfig, role: Role, observer: Observer): Backend {
  const client = openClient(config.url, role);
  const outages = observe(observer);
  const firstConnection = connectedOrFailed(client);
  client.on('error', outages.failed);
  client.on('ready', outages.answered);
  client.once('ready', () => void warnOfEviction(client, observer.log));

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
    explain: (error) => outages.explain(isLoading(client) ? new Error('LOADING, says INFO', { cause: error }) : error),
    firstConnection,
    async ping() {
      refuseWhenFull((await client.eval(PROBE, 1, `${config.prefix}:readiness`)) as string);
    },
    async disconnect() {
      client.disconnect();
    },
  };
}

export function openClient(url: string, role: Role, answerMs = ANSWER_MS): Redis | Cluster {
  const reconnect = (times: number) => Math.min(50 * times, ANSWER_MS);
  const common: RedisOptions =
    role === 'producer'
      ? { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: answerMs, socketTimeout: 2 * ANSWER_MS }
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

/**
 * Connected, and not ready: Redis says by INFO that it still reads its data. The client then sends nothing, and its own
 * error only says that it has not.
 */
function isLoading(client: Redis | Cluster): boolean {
  return client instanceof Redis && client.status === 'connect';
}

function connectedOrFailed(client: Redis | Cluster): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['ready', 'close', 'end']) client.once(event, () => resolve());
  });
}

/**
 * Writes a key beside those of the jobs: on a replica, without enough replicas, with a full memory or disk, and where the
 * part of the cluster with our keys is gone, this fails as enqueuing would. Answers the memory report of that server.
 */
const PROBE = `
  redis.call('set', KEYS[1], '1', 'px', 60000)
  return redis.call('info', 'memory')`;

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
  const [node = client] = client instanceof Cluster ? client.nodes('master') : [];
  const memory = await node.info('memory').catch(() => '');
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  log.warn({ policy }, 'Redis may evict jobs: set its maxmemory-policy to noeviction');
}
