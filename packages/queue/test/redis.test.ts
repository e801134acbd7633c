import { startRedis } from '@proofsheet/testkit';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { queueConfigSchema } from '../src/index.ts';
import { keepingLog } from './log.ts';
import { aJob, consumer, eventually, failureOf, isTaking, producer } from './system.ts';

/** A server with settings of its own; undefined where none is installed. */
async function serverWith(settings: string[]) {
  const server = await startRedis(settings);
  if (server) onTestFinished(() => server.stop());
  return server;
}

const WARNING = 'warn Redis may evict jobs: set its maxmemory-policy to noeviction';

test('a Redis that may evict jobs is warned of once, however often it is connected to', async ({ skip }) => {
  const server = await serverWith(['--maxmemory-policy', 'allkeys-lru']);
  if (!server) return skip('no redis-server on the PATH');
  const log = keepingLog();
  const queues = producer(queueConfigSchema.parse({ url: server.url }), log);
  // Answers come in the order of the questions: that of the policy was asked before this one.
  await queues.ping();
  expect(log.lines).toEqual([WARNING]);
  const admin = new Redis(server.url);
  await admin.client('KILL', 'TYPE', 'NORMAL', 'SKIPME', 'yes');
  admin.disconnect();
  await eventually(() => queues.ping());
  expect(log.lines.filter((line) => line === WARNING)).toHaveLength(1);
});

test('a Redis with noeviction is not warned of', async ({ skip }) => {
  const server = await serverWith([]);
  if (!server) return skip('no redis-server on the PATH');
  const log = keepingLog();
  const queues = producer(queueConfigSchema.parse({ url: server.url }), log);
  await queues.ping();
  expect(log.lines).toEqual([]);
});

test('is not ready when its memory is over 80 % full, and is again when there is room', async ({ skip }) => {
  const server = await serverWith(['--maxmemory', '20mb']);
  if (!server) return skip('no redis-server on the PATH');
  const queues = producer(queueConfigSchema.parse({ url: server.url }));
  await queues.ping();
  const admin = new Redis(server.url);
  for (let index = 0; index < 17; index += 1) await admin.set(`filler-${index}`, Buffer.alloc(1_000_000));
  expect(await failureOf(queues.ping())).toMatchObject({ code: 'dependency_unavailable', dependency: 'queue' });
  await admin.flushall();
  await queues.ping();
  for (let index = 0; index < 17; index += 1) await admin.set(`filler-${index}`, Buffer.alloc(1_000_000));
  await admin.config('SET', 'maxmemory', '0');
  await queues.ping();
  admin.disconnect();
});

test('a Redis that takes no writes is not ready, each time with its reason', async ({ skip }) => {
  const server = await serverWith([]);
  if (!server) return skip('no redis-server on the PATH');
  const queues = producer(queueConfigSchema.parse({ url: server.url }));
  await eventually(() => queues.ping());
  const admin = new Redis(server.url);
  const reason = async () => (await failureOf(queues.ping())).reason;

  await admin.config('SET', 'min-replicas-to-write', '1');
  expect(await reason()).toBe('readonly');
  await admin.config('SET', 'min-replicas-to-write', '0');
  await admin.replicaof('127.0.0.1', 1);
  expect(await reason()).toBe('readonly');
  await admin.replicaof('NO', 'ONE');
  await admin.config('SET', 'maxmemory', '1');
  expect(await reason()).toBe('full');
  await admin.config('SET', 'maxmemory', '0');
  expect(await reason()).toBeUndefined();
  admin.disconnect();
});

test('a Redis that wants another password is named so', async ({ skip }) => {
  const server = await serverWith(['--requirepass', 'right']);
  if (!server) return skip('no redis-server on the PATH');
  for (const url of [server.url, server.url.replace('://', '://:wrong@')]) {
    const queues = producer(queueConfigSchema.parse({ url }));
    await eventually(async () => expect(await failureOf(queues.ping())).toMatchObject({ reason: 'password' }));
  }
});

test('a cluster without the part that holds the keys is not ready', async ({ skip }) => {
  const server = await serverWith(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
  if (!server) return skip('no redis-server on the PATH');
  const admin = new Redis(server.url);
  await admin.cluster('ADDSLOTSRANGE', 0, 16_383);
  await eventually(async () => expect(await admin.cluster('INFO')).toContain('cluster_state:ok'));
  const queues = producer(queueConfigSchema.parse({ url: `${server.url}/?cluster=true` }));
  await eventually(() => queues.ping());
  await admin.config('SET', 'cluster-require-full-coverage', 'no');
  const slot = await admin.cluster('KEYSLOT', '{proofsheet}');
  await admin.cluster('DELSLOTS', Number(slot));
  expect(await failureOf(queues.ping())).toMatchObject({ code: 'dependency_unavailable', dependency: 'queue' });
  await admin.cluster('ADDSLOTS', Number(slot));
  await eventually(() => queues.ping());
  admin.disconnect();
});

test('a wiped Redis takes new jobs', async ({ skip }) => {
  const server = await serverWith([]);
  if (!server) return skip('no redis-server on the PATH');
  const config = queueConfigSchema.parse({ url: server.url });
  const ran: string[] = [];
  const queues = producer(config);
  consumer(config, { thumbnail: async (_payload, { jobId }) => void ran.push(jobId) });
  await isTaking(queues);
  const admin = new Redis(server.url);
  await admin.flushall();
  admin.disconnect();

  const job = aJob();
  await queues.enqueue('thumbnail', job.payload, job);
  await eventually(() => expect(ran).toContain(job.jobId));
});

test('everything works on a Redis Cluster, whose commands must keep to one slot', async ({ skip }) => {
  const server = await serverWith(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
  if (!server) return skip('no redis-server on the PATH');
  const admin = new Redis(server.url);
  await admin.cluster('ADDSLOTSRANGE', 0, 16_383);
  await eventually(async () => expect(await admin.cluster('INFO')).toContain('cluster_state:ok'));
  admin.disconnect();

  const config = queueConfigSchema.parse({ url: `${server.url}/?cluster=true` });
  const [one, two] = [aJob(), aJob()];
  const ran: string[] = [];
  const queues = producer(config);
  await queues.enqueue('thumbnail', one.payload, one);
  await queues.enqueueMany('thumbnail', [two]);
  const closing = consumer(config, { thumbnail: async (_payload, { jobId }) => void ran.push(jobId) });
  await eventually(() => expect(ran).toEqual([one.jobId, two.jobId]));
  await eventually(async () => expect(await queues.liveJobs('thumbnail', ran)).toEqual(new Set()));
  await closing.close(1000);
});
