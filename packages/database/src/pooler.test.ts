import { hasPooler, startPooler, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asDatabaseFault, connectDatabase, type Db, ping } from './index.ts';

/** A pooler before a new database. */
async function aPooler(settings = '') {
  const { db, url } = await testDatabase();
  const pooler = await startPooler(url, settings);
  onTestFinished(async () => {
    await pooler.stop();
    await db.destroy();
  });
  const connected = connectDatabase({ url: pooler.url, statementSeconds: 1 });
  onTestFinished(() => connected.destroy());
  await expect
    .poll(() => ping(connected, { migration: '0001_core' }).then(() => 'up', String), { timeout: 20_000 })
    .toBe('up');
  return { db: connected, direct: db };
}

const AWAY = { code: 'dependency_unavailable', dependency: 'database' };
const timeoutOf = async (db: Db) =>
  (await sql<{ limit: string }>`select current_setting('statement_timeout') as "limit"`.execute(db)).rows;

describe.skipIf(!hasPooler && !process.env.CI).each([
  ['as it is', ''],
  ['that leaves parameters out', 'ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout'],
])('a pooler of transactions %s (needs pgbouncer)', (_, settings) => {
  test('serves many at once, and keeps the limits of statements', async () => {
    const { db } = await aPooler(settings);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => sql`select ${n}::int as "n"`.execute(db)));
    expect(answers.map(({ rows }) => rows)).toEqual(Array.from({ length: 20 }, (_, n) => [{ n }]));
    expect(await timeoutOf(db)).toEqual([{ limit: '1s' }]);
    const slow = (on: Db) => sql`select pg_sleep(8)`.execute(on).catch(asDatabaseFault);
    expect(await slow(db)).toMatchObject({ ...AWAY, cause: { code: '57014' } });
    expect(await db.transaction().execute(slow).catch(asDatabaseFault)).not.toBeInstanceOf(Array);
    await ping(db, { migration: '0001_core' });
  });

  test('loses the locks of a process that is frozen in a transaction, and leaves nothing to others', async () => {
    const { db, direct } = await aPooler(settings);
    await sql`create table "Held" ("id" integer)`.execute(direct);
    await sql`insert into "Held" values (1)`.execute(direct);
    const frozen = db.transaction().execute(async (tx) => {
      await sql`update "Held" set "id" = 2`.execute(tx);
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      await sql`update "Held" set "id" = 3`.execute(tx);
    });
    await expect(frozen).rejects.toThrow();
    expect((await sql`select "id" from "Held"`.execute(db)).rows).toEqual([{ id: 1 }]);
    await expect(sql`select * from "Nothing"`.execute(db)).rejects.toMatchObject({ code: '42P01' });
    expect(await timeoutOf(direct)).toEqual([{ limit: '15s' }]);
    await db.transaction().execute(async (tx) => {
      await sql`insert into "Held" values (4)`.execute(tx);
    });
    expect((await sql`select "id" from "Held" order by 1`.execute(direct)).rows).toEqual([{ id: 1 }, { id: 4 }]);
  });
});
