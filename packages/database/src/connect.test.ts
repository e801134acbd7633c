import { startProxy, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asDatabaseFault, connectDatabase, type Db, databaseConfigSchema, ping as pingFor } from './index.ts';

const ping = (db: Db) => pingFor(db, { migration: '0001_core' });
const DOWN = { code: 'dependency_unavailable', dependency: 'database', status: 503 };

async function aDatabaseBehindAProxy() {
  const { db: direct, url } = await testDatabase();
  const proxy = await startProxy(url);
  const db = connectDatabase({ url: proxy.url, statementSeconds: 1 });
  onTestFinished(async () => {
    await db.destroy().catch(() => {});
    await proxy.close();
    await direct.destroy();
  });
  return { db, proxy, direct };
}

test('a process that is frozen in mid-transaction loses its locks', async () => {
  const { db, direct } = await aDatabaseBehindAProxy();
  await sql`create table "Held" ("id" integer)`.execute(direct);
  await sql`insert into "Held" values (1)`.execute(direct);
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const frozen = db.transaction().execute(async (tx) => {
    await sql`update "Held" set "id" = 2`.execute(tx);
    begin();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  });
  frozen.catch(() => {});
  await begun;
  await sql`update "Held" set "id" = 3`.execute(direct);
  await expect(frozen).rejects.toThrow();
  expect((await sql<{ id: number }>`select "id" from "Held"`.execute(direct)).rows).toEqual([{ id: 3 }]);
});

describe('a database that is away', () => {
  test('is named in the Fault, at once, and is back by itself', async () => {
    const { db, proxy } = await aDatabaseBehindAProxy();
    await ping(db);
    await proxy.cut();
    const asked = performance.now();
    await expect(ping(db)).rejects.toMatchObject(DOWN);
    expect(performance.now() - asked).toBeLessThan(1_000);
    await proxy.restore();
    await ping(db);
  });

  test('is named within the time limits when the network swallows everything, and is back by itself', async () => {
    const { db, proxy } = await aDatabaseBehindAProxy();
    await ping(db);
    proxy.freeze();
    await expect(ping(db)).rejects.toMatchObject(DOWN);
    await proxy.restore();
    await expect.poll(() => ping(db).then(() => 'up'), { timeout: 5_000 }).toBe('up');
  });

  test('is named when it ends the session, as in a restart', async () => {
    const { db, direct } = await aDatabaseBehindAProxy();
    const running = sql`select pg_sleep(5)`.execute(db).catch(asDatabaseFault);
    await expect
      .poll(() =>
        sql`select pg_terminate_backend("pid") from pg_stat_activity where "query" like 'select pg_sleep%'
        and "datname" = current_database() and "pid" <> pg_backend_pid()`
          .execute(direct)
          .then(({ rows }) => rows.length),
      )
      .toBe(1);
    expect(await running).toMatchObject(DOWN);
    await expect.poll(() => ping(db).then(() => 'up')).toBe('up');
  });

  test('a statement that runs too long is cancelled', async () => {
    const { db } = await aDatabaseBehindAProxy();
    const fault = await sql`select pg_sleep(5)`.execute(db).catch(asDatabaseFault);
    expect(fault).toMatchObject(DOWN);
  });
});

test('a wrong query is no outage', async () => {
  const { db } = await testDatabase();
  onTestFinished(() => db.destroy());
  const error = await sql`select * from "Nothing"`.execute(db).catch((thrown: unknown) => thrown);
  expect(asDatabaseFault(error)).toBeUndefined();
  expect(asDatabaseFault('a string')).toBeUndefined();
});

test('the configuration takes PostgreSQL addresses only', () => {
  expect(databaseConfigSchema.parse({ url: 'postgres://u:p@127.0.0.1:5432/x' })).toMatchObject({ poolSize: 10 });
  expect(databaseConfigSchema.safeParse({ url: 'postgresql:///x?host=/var/run/postgresql' }).success).toBe(true);
  for (const url of ['mysql://u@h/x', 'redis://h', 'x', '']) {
    expect(databaseConfigSchema.safeParse({ url }).success).toBe(false);
  }
});
