import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { LATEST_MIGRATION, lastMigration } from '@proofsheet/migrations';
import { emptyDatabase, testDatabase, testStorage } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
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

test("a table that looks like the product's users is named, until it is said whose users count", async () => {
  const { db, url } = await emptyDatabase();
  onTestFinished(() => db.destroy());
  const { config } = await testStorage();
  const env = {
    ...{ DATABASE_URL: url, QUEUE_URL: 'redis://127.0.0.1:1', S3_ENDPOINT: config.endpoint },
    ...{ S3_ACCESS_KEY: config.accessKey, S3_SECRET_KEY: config.secretKey, S3_BUCKET: config.bucket },
  };
  await sql`create table users (id bigserial primary key, email text not null)`.execute(db);
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  await migrate(env, say);
  expect(said).toEqual([expect.stringMatching(/"User"\. .*USER_TABLE=(public\.)?users.*USER_TABLE=User ends this/)]);
  await migrate({ ...env, USER_TABLE: 'User' }, say);
  expect(said).toHaveLength(1);
  await migrate({ ...env, USER_TABLE: 'users' }, say);
  await migrate(env, say);
  expect(said).toHaveLength(1);
});

test('migrate down does nothing where nobody can be asked, and goes ahead with --yes', async () => {
  const { db, url } = await testDatabase();
  onTestFinished(() => db.destroy());
  const env = { DATABASE_URL: url };
  const refused = directly(['migrate', 'down'], { env });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toBe('Nothing was done: there is no terminal to ask on. --yes goes ahead.\n');
  expect(await lastMigration(db)).toBe(LATEST_MIGRATION);
  const done = directly(['migrate', 'down', '--yes', '--json'], { env });
  expect([await done.ended, done.output()]).toEqual([0, `{"takenBack":"${LATEST_MIGRATION}"}\n`]);
  expect(await lastMigration(db)).not.toBe(LATEST_MIGRATION);
});

/** Answers the question of `migrate down` on a terminal, as `script` makes one. */
async function answered(url: string, answer: string) {
  const command = `"${process.execPath}" "${join(import.meta.dirname, '../src/main.ts')}" migrate down`;
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, DATABASE_URL: url } });
  let shown = '';
  child.stdout.on('data', (chunk) => {
    shown += chunk;
    if (shown.includes('[y/N]') && answer !== '') child.stdin.write(answer);
    answer = shown.includes('[y/N]') ? '' : answer;
  });
  const [code] = await once(child, 'close');
  return { code, shown };
}

const hasTerminals = spawnSync('script', ['--version']).stdout?.includes('util-linux');

test.runIf(hasTerminals)(
  'migrate down names what it would take back, and asks; anything but yes keeps it',
  async () => {
    const { db, url } = await testDatabase();
    onTestFinished(() => db.destroy());
    for (const answer of ['n\r', '\r', '\u0004']) {
      const { code, shown } = await answered(url, answer);
      expect([code, shown]).toEqual([
        1,
        expect.stringContaining(`Take back ${LATEST_MIGRATION}? What only its tables`),
      ]);
      expect(shown).toContain('Nothing was done.');
      expect(await lastMigration(db)).toBe(LATEST_MIGRATION);
    }
    expect(await answered(url, 'y\r')).toMatchObject({ code: 0, shown: expect.stringContaining('Taken back') });
    expect(await lastMigration(db)).not.toBe(LATEST_MIGRATION);
  },
);
