import { connectDatabase, type Db } from '@proofsheet/database';
import { aGeneration, anAsset, aUser, emptyDatabase, testDatabase } from '@proofsheet/testkit';
import { type Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { migrateDown, migrateToLatest, pendingMigrations } from './index.ts';

/** One whose next migration changes tables that are in use. */
async function anEarlierDatabase() {
  const { db, url } = await testDatabase();
  onTestFinished(() => db.destroy());
  const pending: string[] = [];
  while (pending[0] !== '0009_deletable_users') pending.unshift(...(await migrateDown(db)));
  return { db, url, pending };
}

/** A transaction of the service that goes on until it is let go. */
async function holding(db: Db, statement: string) {
  const { promise: over, resolve: release } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const held = db.transaction().execute(async (tx) => {
    await sql.raw(statement).execute(tx);
    begin();
    await over;
  });
  await begun;
  const end = async () => {
    release();
    await held;
  };
  // Also where the test fails: what waits behind it would never end.
  onTestFinished(end);
  return { release: end };
}

test('a table that is in use is waited for in moments, in which the service goes on', async () => {
  const { db, pending } = await anEarlierDatabase();
  const report = await holding(db, 'select count(*) from "GenerationAsset"');
  const said: string[] = [];
  const migrating = migrateToLatest(db, { pauseMs: 300, say: (line) => void said.push(line) });
  let slowest = 0;
  while (said.length < 3) {
    const asked = performance.now();
    await sql`select count(*) from "GenerationAsset"`.execute(db);
    slowest = Math.max(slowest, performance.now() - asked);
  }
  expect(slowest).toBeLessThan(2_000);
  // The first who is in the way may be a vacuum of the server's own.
  expect(said.join('\n')).toMatch(
    /process \d+ of proofsheet holds on .*GenerationAsset.* \(idle in transaction, for \d+ s\): 5[789]/,
  );
  await report.release();
  expect(await migrating).toEqual(pending);
});

test('a lock that is never free ends it after the stated tries, names who has it, and changes nothing', async () => {
  const { db, pending } = await anEarlierDatabase();
  const report = await holding(db, 'select count(*) from "Project"');
  const refused: Error = await migrateToLatest(db, { tries: 2, pauseMs: 10 }).catch((error) => error);
  expect(refused.message).toMatch(/could not be had in 2 tries: one process \d+ of proofsheet holds on .*Project/);
  expect(await pendingMigrations(db)).toEqual(pending);
  await report.release();
});

test('no limit of the role or the connection ends it, in its turn or in a check of many rows', async () => {
  const { db, url, pending } = await anEarlierDatabase();
  const turn = await holding(db, 'select pg_advisory_xact_lock(3853314791062309107)');
  const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout'];
  const options = limits.map((limit) => `-c ${limit}=300`).join(' ');
  const hurried = connectDatabase({ url: `${url}?options=${encodeURIComponent(options)}`, statementSeconds: 0 });
  onTestFinished(() => hurried.destroy());
  const migrating = migrateToLatest(hurried);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await turn.release();
  expect(await migrating).toEqual(pending);
});

test('what a killed one has left unchecked is checked by the next', async () => {
  const { db } = await anEarlierDatabase();
  await migrateToLatest(db);
  await sql`alter table "GenerationAsset" drop constraint "GenerationAsset_assetId_fkey", add constraint
    "GenerationAsset_assetId_fkey" foreign key ("assetId") references "Asset" on delete cascade not valid`.execute(db);
  const unchecked = () => sql`select "conname" from pg_constraint where not "convalidated"`.execute(db);
  expect((await unchecked()).rows).toHaveLength(1);
  expect(await migrateToLatest(db)).toEqual([]);
  expect((await unchecked()).rows).toEqual([]);
});

test.each(['Project', 'Event', 'Asset'])('a table "%s" of the product is named, with the way around', async (name) => {
  const { db } = await emptyDatabase();
  onTestFinished(() => db.destroy());
  await sql`create table ${sql.id(name)} ("id" integer)`.execute(db);
  const refused: Error = await migrateToLatest(db).catch((error) => error);
  expect(refused.message).toContain(`relation "${name}" already exists`);
  expect(refused.message).toContain('search_path%3Dproofsheet');
  expect((await sql`select 1 from pg_tables where "schemaname" = 'public'`.execute(db)).rows).toHaveLength(1);
});

test('a database of a newer version is left alone, and says so', async () => {
  const { db } = await testDatabase();
  onTestFinished(() => db.destroy());
  await sql`insert into "ProofsheetMigration" values ('9999_later', '2030-01-01')`.execute(db);
  await expect(migrateToLatest(db)).rejects.toThrow('9999_later of a newer Proofsheet');
  await expect(migrateDown(db)).rejects.toThrow('9999_later of a newer Proofsheet');
});

/** A generation with so many outputs, of which PostgreSQL has no statistics. */
async function outputs(db: Db, count: number): Promise<string> {
  const userId = await aUser(db);
  const id = await aGeneration(db, { userId, kind: 'AD' });
  await sql`alter table "Output" set (autovacuum_enabled = false)`.execute(db);
  await sql`
    insert into "Output" ("id", "generationId", "userId", "kind", "index", "variant", "template", "templateVersion",
      "format", "width", "height", "mediaType", "bytes", "sha256", "objectKey", "placeholder", "score", "report")
    select gen_random_uuid(), ${id}, ${userId}, 'AD', i, 0, 't', 1, 'square', 1, 1, 'image/jpeg', 1, '', i::text, '', 1, '{}'
    from generate_series(1, ${sql.lit(count)}) i`.execute(db);
  return id;
}

test.each(['Asset_by_analysis', 'Generation_deadline', 'Output_of_generation', 'Event_of_user', 'Event_of_generation'])(
  'the index %s is built beside a writer where it is missing over rows, or half built',
  async (index) => {
    const { db } = await testDatabase();
    onTestFinished(() => db.destroy());
    await outputs(db, 10);
    await anAsset(db, { userId: await aUser(db) });
    const valid = async () => {
      const { rows } = await sql<{ valid: boolean }>`
      select "indisvalid" as "valid" from pg_index where "indexrelid" = to_regclass(${`"${index}"`})`.execute(db);
      return rows[0]?.valid;
    };
    expect(await valid()).toBe(true);
    await sql`drop index ${sql.id(index)}`.execute(db);
    // CREATE INDEX without CONCURRENTLY would wait for this one, and with it everybody else.
    const writer = await holding(db, `lock table "${index.split('_')[0]}" in row exclusive mode`);
    const migrating = migrateToLatest(db);
    await expect.poll(valid, { timeout: 20_000 }).toBe(false);
    await writer.release();
    await migrating;
    expect(await valid()).toBe(true);
    await sql`update pg_index set "indisvalid" = false where "indexrelid" = ${`"${index}"`}::regclass`.execute(db);
    await migrateToLatest(db);
    expect(await valid()).toBe(true);
  },
);

test('no migration reads the rows that are there while it holds their table', async () => {
  const { db } = await testDatabase();
  onTestFinished(() => db.destroy());
  await outputs(db, 10);
  await anAsset(db, { userId: await aUser(db) });
  const pending: string[] = [];
  while (pending[0] !== '0002_seeing') pending.unshift(...(await migrateDown(db)));
  const readOf = async <DB>(tx: Kysely<DB>) => {
    const { rows } = await sql<{ table: string; count: string }>`
      select "relname" as "table", "seq_tup_read" + coalesce("idx_tup_fetch", 0) as "count"
      from pg_stat_xact_user_tables`.execute(tx);
    return new Map(rows.map(({ table, count }) => [table, count]));
  };
  for (const name of pending) {
    const { up } = await import(new URL(`${name}.ts`, import.meta.url).href);
    await db.transaction().execute(async (tx) => {
      const before = await readOf(tx);
      await up(tx);
      const readBy = [...(await readOf(tx))].filter(([table, count]) => count !== (before.get(table) ?? '0'));
      expect([name, readBy]).toEqual([name, []]);
    });
  }
});

test('events are found by id until the indexes by position are there, which take their place', async () => {
  const { db } = await testDatabase();
  onTestFinished(() => db.destroy());
  await outputs(db, 1);
  const indexes = async () => {
    const { rows } = await sql<{ name: string }>`
      select "indexrelid"::regclass::text as "name" from pg_index
      where "indrelid" = '"Event"'::regclass and "indisvalid"`.execute(db);
    return rows.map(({ name }) => name.replaceAll('"', '')).filter((name) => name.startsWith('Event_of_user'));
  };
  const pending: string[] = [];
  while (pending[0] !== '0012_events') pending.unshift(...(await migrateDown(db)));
  // The building of an index waits for whoever sees an older state, and the migration does not.
  const reader = await holding(db, 'select count(*) from "Project"');
  const migrating = migrateToLatest(db);
  await expect.poll(indexes, { timeout: 20_000 }).toEqual(['Event_of_user_by_id']);
  await reader.release();
  await migrating;
  expect(await indexes()).toEqual(['Event_of_user']);
});

test("a deleted generation's outputs are found by it without any statistics", async () => {
  const { db } = await testDatabase();
  onTestFinished(() => db.destroy());
  const id = await outputs(db, 5000);
  const { rows } = await sql<Record<string, string>>`
    explain delete from "Output" where "generationId" = ${id} and "userId" = ${id} and "kind" = 'AD'`.execute(db);
  expect(rows.flatMap((row) => Object.values(row)).join(' ')).toContain('Output_of_generation');
});
