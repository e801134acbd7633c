import { emptyDatabase, testStorage } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { directly } from './command-line.ts';

test('migrates the tables and the queue schema of real servers, makes the bucket, and does nothing twice', async () => {
  const { db, url } = await emptyDatabase();
  const { config } = await testStorage();
  const env = {
    DATABASE_URL: url,
    QUEUE_URL: url,
    S3_ENDPOINT: config.endpoint,
    S3_REGION: '',
    S3_ACCESS_KEY: config.accessKey,
    S3_SECRET_KEY: config.secretKey,
    S3_BUCKET: `${config.bucket}-new`,
  };
  expect(await migrate(env)).toContain('0001_core');
  expect(await migrate(env)).toEqual([]);
  const { rows } = await sql`select to_regclass('"Generation"') as mine, to_regnamespace('bullmq') as queue`.execute(
    db,
  );
  expect(rows).toEqual([{ mine: '"Generation"', queue: 'bullmq' }]);
  await db.destroy();
});

test('names every setting that is missing, without a stack trace', async () => {
  const run = directly(['migrate']);
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('DATABASE_URL is not set\n');
  expect(run.output()).not.toMatch(/\n {4}at /);
});
