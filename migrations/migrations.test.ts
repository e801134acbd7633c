import { connectDatabase, createAssets, createUser, type Db, findAsset, newId } from '@proofsheet/database';
import { emptyDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { migrateDown, migrateToLatest, pendingMigrations } from './index.ts';
import { TABLES } from './tables.ts';

const MIGRATIONS = [
  ...['0001_core', '0002_seeing', '0003_idempotency', '0004_deadlines'],
  ...['0005_fonts', '0006_retries', '0007_shares', '0008_proxies'],
  ...['0009_deletable_users', '0010_maintenance', '0011_key_expiry', '0012_events'],
  ...['0013_webhooks', '0014_uploads', '0015_batches', '0016_housekeeping'],
  ...['0017_usage', '0019_signed_images', '0020_one_off_webhooks', '0021_expiry', '0022_template_pictures'],
  ...['0023_renditions', '0026_sessions', '0027_bucket_deliveries', '0028_previews', '0029_project_brands'],
  ...['0030_corrected_cutouts', '0031_reviews', '0032_copy_words', '0033_operators', '0034_taken_tokens'],
];
const NOTES = 'ProofsheetMigration';
/** Tables that belong to a row of another table, or to nobody. */
const OF_NO_USER: ReadonlySet<string> = new Set([
  'TakenToken',
  'BucketDelivery',
  'GenerationAsset',
  'MaintenanceTask',
  'ReviewComment',
  'ReviewDecision',
  'Reviewer',
  'ReviewLink',
  'TemplatePicture',
  'WebhookAttempt',
]);

async function anEmptyDatabase(): Promise<Db> {
  const { db } = await emptyDatabase();
  onTestFinished(() => db.destroy());
  return db;
}

async function tablesOf(db: Db, schema = 'public'): Promise<string[]> {
  const { rows } = await sql<{ tablename: string }>`
    select tablename from pg_tables where schemaname = ${schema} order by tablename collate "C"`.execute(db);
  return rows.map((row) => row.tablename);
}

async function typeOf(db: Db, table: string, column: string): Promise<string | undefined> {
  const { rows } = await sql<{ type: string }>`
    select format_type(atttypid, atttypmod) as "type" from pg_attribute
    where attrelid = ${`"${table}"`}::regclass and attname = ${column}`.execute(db);
  return rows[0]?.type;
}

describe('an empty database', () => {
  test('gets every table, also User, and loses them all again', async () => {
    const db = await anEmptyDatabase();
    expect(await migrateToLatest(db)).toEqual(MIGRATIONS);
    expect(await tablesOf(db)).toEqual([...TABLES, NOTES, 'User'].toSorted());
    expect(await migrateToLatest(db)).toEqual([]);

    await createUser(db, { email: 'ada@example.com' });
    for (const name of MIGRATIONS.toReversed()) expect(await migrateDown(db)).toEqual([name]);
    expect(await tablesOf(db)).toEqual([NOTES]);
    expect(await migrateToLatest(db)).toEqual(MIGRATIONS);
  });

  test('is migrated once by many at the same time', async () => {
    const db = await anEmptyDatabase();
    const done = await Promise.all(Array.from({ length: 5 }, () => migrateToLatest(db)));
    expect(done.flat().toSorted()).toEqual(MIGRATIONS);
    expect(await pendingMigrations(db)).toEqual([]);
  });
});

describe.each([
  { type: 'text', first: 'cm3x0abc', other: 'user|2' },
  { type: 'character varying(30)', first: 'cm3x0abc', other: 'user|2' },
  { type: 'uuid', first: '0b54ae0e-1111-4222-8333-444455556666', other: '0b54ae0e-1111-4222-8333-444455556667' },
  { type: 'integer', first: '7', other: '8' },
  { type: 'bigint', first: '9007199254740993', other: '9007199254740994' },
])('a database with a User table of $type ids', ({ type, first, other }) => {
  async function aProduct(): Promise<Db> {
    const db = await anEmptyDatabase();
    await sql`create table "User" ("id" ${sql.raw(type)} primary key, "name" text not null, "plan" text)`.execute(db);
    await sql`insert into "User" values (${first}, 'Ada', 'pro'), (${other}, 'Bob', null)`.execute(db);
    return db;
  }
  const users = async (db: Db) =>
    (await sql`select "id"::text, "name", "plan", xmin::text from "User" order by "id"`.execute(db)).rows;

  test('keeps the table and its rows untouched, up and down', async () => {
    const db = await aProduct();
    const before = await users(db);
    await migrateToLatest(db);
    expect(await users(db)).toEqual(before);
    for (const table of TABLES) {
      if (OF_NO_USER.has(table)) continue;
      expect(await typeOf(db, table, 'userId')).toBe(type);
    }
    for (const _ of MIGRATIONS) await migrateDown(db);
    expect(await tablesOf(db)).toEqual([NOTES, 'User']);
    expect(await users(db)).toEqual(before);
  });

  test('takes its ids as text, and keeps its users apart', async () => {
    const db = await aProduct();
    await migrateToLatest(db);
    const id = newId();
    await createAssets(db, [{ ...IMAGE, id, userId: first }]);
    expect(await findAsset(db, { id, userId: first })).toMatchObject({ id, userId: first });
    expect(await findAsset(db, { id, userId: other })).toBeUndefined();
  });

  test('may delete a user, with all that was theirs', async () => {
    const db = await aProduct();
    await migrateToLatest(db);
    await createAssets(db, [{ ...IMAGE, id: newId(), userId: first }]);
    await sql`delete from "User" where "id" = ${first}`.execute(db);
    expect((await sql`select 1 from "Asset"`.execute(db)).rows).toEqual([]);
  });
});

test('a User table without an id is refused with the reason, and nothing is left behind', async () => {
  const db = await anEmptyDatabase();
  await sql`create table "User" ("email" text primary key)`.execute(db);
  await expect(migrateToLatest(db)).rejects.toThrow('"User" has no column "id"');
  expect(await tablesOf(db)).toEqual(['User']);
});

test('the tables go to the schema of the search path, beside another Proofsheet and other Kysely migrations', async () => {
  const { db: other, url } = await emptyDatabase();
  onTestFinished(() => other.destroy());
  await migrateToLatest(other);
  await sql`create schema "shop"`.execute(other);
  const db = connectDatabase({ url: `${url}?options=-c%20search_path%3Dshop` });
  onTestFinished(() => db.destroy());
  expect(await migrateToLatest(db)).toEqual(MIGRATIONS);
  expect(await tablesOf(db, 'shop')).toEqual([...TABLES, NOTES, 'User'].toSorted());
});

const IMAGE = {
  role: 'PRODUCT',
  originalName: 'photo.jpg',
  mediaType: 'image/jpeg',
  bytes: 1000,
  width: 640,
  height: 480,
  sha256: 'f00',
  objectKey: 'assets/a/original.jpg',
} as const;
