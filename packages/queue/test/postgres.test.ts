import { emptyDatabase } from '@proofsheet/testkit';
import { expect, test } from 'vitest';
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
  expect(await failureOf(queues.ping())).toMatchObject({ code: 'dependency_unavailable', dependency: 'queue' });

  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(process.cpuUsage(before).user).toBeLessThan(400_000);
  expect(log.lines).toEqual(['warn queue error']);

  await Promise.all([migrateQueues(config), migrateQueues(config)]);
  const job = aJob();
  await eventually(() => queues.enqueue('thumbnail', job.payload, job));
  await eventually(() => expect(ran).toEqual([job.jobId]));
});
