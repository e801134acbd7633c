import { emptyDatabase, startProxy, testQueues } from '@proofsheet/testkit';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { migrateQueues, queueConfigSchema } from '../src/index.ts';
import { keepingLog } from './log.ts';
import { aJob, consumer, eventually, failureOf, producer } from './system.ts';

test('a database without the schema is reported, not hammered, and worked with once it is migrated', async () => {
  const { db, url } = await emptyDatabase();
  await db.destroy();
  const config = queueConfigSchema.parse({ url });
  const log = keepingLog();
  const queues = producer(config);
  const ran: string[] = [];
  consumer(config, { thumbnail: async (_payload, { jobId }) => void ran.push(jobId) }, { log });
  expect(await failureOf(queues.ping())).toMatchObject({ dependency: 'queue', reason: 'schema' });

  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(process.cpuUsage(before).user).toBeLessThan(400_000);
  expect(log.lines).toEqual(['warn The queue has an older schema than this program (run `proofsheet migrate`).']);

  await Promise.all([migrateQueues(config), migrateQueues(config)]);
  const job = aJob();
  await eventually(() => queues.enqueue('thumbnail', job.payload, job));
  await eventually(() => expect(ran).toEqual([job.jobId]));
});

test('a consumer that closes over a line that swallows everything leaves no connection behind', async () => {
  const direct = await testQueues('postgres');
  const proxy = await startProxy(direct.url);
  onTestFinished(() => proxy.close());
  const observer = new Client({ connectionString: direct.url });
  await observer.connect();
  onTestFinished(() => observer.end());
  const others = async () => {
    const count =
      'select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    return (await observer.query<{ count: number }>(count)).rows[0]?.count;
  };
  const consuming = consumer({ ...direct, url: proxy.url }, { thumbnail: async () => undefined });
  await eventually(async () => expect(await others()).toBeGreaterThan(1));
  proxy.freeze();
  await consuming.close(0);
  await eventually(async () => expect(await others()).toBe(0));
});

test('many jobs are given as much time as they may need, and one is not', async () => {
  const config = await testQueues('postgres');
  const queues = producer(config);
  await queues.ping();
  const busy = new Client({ connectionString: config.url });
  await busy.connect();
  onTestFinished(() => busy.end());
  await busy.query('begin; lock table bullmq.job in exclusive mode');
  const jobs = Array.from({ length: 90 }, (_, dispatch) => aJob(dispatch));
  const one = aJob();
  const many = queues.enqueueMany('ad', jobs);
  expect(await failureOf(queues.enqueue('thumbnail', one.payload, one))).toMatchObject({
    ...{ code: 'dependency_unavailable', dependency: 'queue' },
  });
  await busy.query('commit');
  await many;
  expect(
    (
      await queues.liveJobs(
        'ad',
        jobs.map(({ jobId }) => jobId),
      )
    ).size,
  ).toBe(90);
});
