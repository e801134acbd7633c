import { PassThrough } from 'node:stream';
import {
  attemptState,
  claimGeneration,
  completeGeneration,
  countBelongings,
  createApiKey,
  createFont,
  createProject,
  createUser,
  type Db,
  findGoodKey,
  newId,
  setShare,
} from '@proofsheet/database';
import { objectKeys } from '@proofsheet/domain';
import { migrateToLatest } from '@proofsheet/migrations';
import type { Storage } from '@proofsheet/storage';
import {
  aGeneration,
  anAsset,
  anOutput,
  emptyDatabase,
  makeReady,
  testDatabase,
  testStorage,
} from '@proofsheet/testkit';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { deleteUser } from '../src/commands/delete-user.ts';
import { directly } from './command-line.ts';

/** Over one page of them. */
const GENERATIONS = 520;

async function aSystem({ db, url }: { db: Db; url: string }) {
  onTestFinished(() => db.destroy());
  const { storage, config } = await testStorage();
  const env = {
    DATABASE_URL: url,
    S3_ENDPOINT: config.endpoint,
    S3_ACCESS_KEY: config.accessKey,
    S3_SECRET_KEY: config.secretKey,
    S3_BUCKET: config.bucket,
  };
  const said: string[] = [];
  const bars = new PassThrough();
  const remove = (userId: string, yes = true) =>
    deleteUser(
      { userId, yes },
      { data: 'nowhere', env },
      {
        say: (line) => void said.push(line),
        bars: bars as unknown as NodeJS.WriteStream,
      },
    );
  return { db, storage, env, said, remove, shown: () => String(bars.read() ?? '') };
}

/** A key, a project, an asset in use, a font, a finished generation and its output; every file is there. */
async function whatUsersHave(db: Db, storage: Storage, userId: string) {
  const { key } = await createApiKey(db, { userId, name: 'theirs' });
  const { id: projectId } = await createProject(db, { userId, name: 'Spring sale' });
  const put = (name: string) => storage.put(name, Buffer.from('abc'), { bytes: 3, mediaType: 'image/jpeg' });
  const assetId = await anAsset(db, { userId, projectId });
  const masterKey = objectKeys.master(assetId, newId(), 'image/jpeg');
  await makeReady(db, assetId, { masterKey });
  const fontId = newId();
  const font = { id: fontId, userId, originalName: 'f', mediaType: 'font/ttf', bytes: 3, sha256: 'f' } as const;
  await createFont(db, { ...font, objectKey: objectKeys.font(fontId, 'font/ttf'), facts: {} as never });
  const assets = [{ assetId, role: 'PRODUCT' as const }];
  const generationId = await aGeneration(db, { userId, projectId, assets });
  await claimGeneration(db, { id: generationId, leaseSeconds: 60 });
  const objectKey = objectKeys.output(generationId, 1, 0, 'image/jpeg');
  await completeGeneration(db, { id: generationId, attempt: 1, outputs: [anOutput({ objectKey })] });
  await setShare(db, { userId, weight: 2 });
  const files = [
    objectKeys.original(assetId, 'image/jpeg'),
    masterKey,
    font.id && objectKeys.font(fontId, 'font/ttf'),
    objectKey,
  ];
  for (const file of files) await put(file);
  return { key, files, assets };
}

/** As many PENDING generations, which use the same assets. */
async function manyMore(db: Db, userId: string): Promise<void> {
  await sql`
    with "made" as (
      insert into "Generation" ("id", "userId", "kind", "spec", "seed", "outputCount")
      select gen_random_uuid(), ${userId}, 'THUMBNAIL', '{}', 1, 1 from generate_series(1, ${GENERATIONS}::int) returning "id")
    insert into "GenerationAsset" select "made"."id", "Asset"."id", 'PRODUCT', 0
    from "made", "Asset" where "userId" = ${userId}`.execute(db);
}

const rowsOf = async (db: Db, userId: string) => {
  const tables = ['ApiKey', 'Project', 'Asset', 'Generation', 'Output', 'Event', 'Font', 'UserShare', 'IdempotencyKey'];
  const counts = tables.map((table) => sql`select 1 from ${sql.id(table)} where "userId" = ${userId}`);
  const { rows } = await sql`${sql.join(counts, sql` union all `)}`.execute(db);
  return rows.length;
};

const present = async (storage: Storage, files: readonly string[]) =>
  (await Promise.all(files.map((file) => storage.exists(file)))).filter(Boolean).length;

test('a user goes with rows and files, page by page; what a worker is making ends quietly; others keep all', async () => {
  const t = await aSystem(await testDatabase());
  const [{ id: userId }, { id: other }] = [await createUser(t.db), await createUser(t.db)];
  const theirs = await whatUsersHave(t.db, t.storage, userId);
  const kept = await whatUsersHave(t.db, t.storage, other);
  const before = await rowsOf(t.db, other);
  await manyMore(t.db, userId);
  const running = await aGeneration(t.db, { userId, assets: theirs.assets });
  await claimGeneration(t.db, { id: running, leaseSeconds: 60 });

  expect(await t.remove(userId)).toMatchObject({ userId, deleted: { assets: 1 }, row: 'deleted' });
  expect(t.said[0]).toBe(
    `User ${userId} has 1 keys, 1 projects, 1 assets, 1 fonts, ${GENERATIONS + 2} generations, 1 outputs.`,
  );
  expect(t.said.at(-1)).toBe(`User ${userId} is deleted.`);
  expect(t.shown()).toContain(`500/${GENERATIONS + 4}`);
  expect(await rowsOf(t.db, userId)).toBe(0);
  expect(await sql`select 1 from "User" where "id" = ${userId}`.execute(t.db)).toMatchObject({ rows: [] });
  expect(await present(t.storage, theirs.files)).toBe(0);
  expect(await findGoodKey(t.db, theirs.key)).toBeUndefined();
  const attempt = { id: running, attempt: 1 };
  expect(await attemptState(t.db, attempt)).toBe('lost');
  expect(await completeGeneration(t.db, { ...attempt, outputs: [anOutput()] })).toBe(false);

  expect(await rowsOf(t.db, other)).toBe(before);
  expect(await present(t.storage, kept.files)).toBe(kept.files.length);
  expect((await findGoodKey(t.db, kept.key))?.userId).toBe(other);
  await expect(t.remove(userId)).rejects.toThrow(`There is no user ${userId}.`);
});

test('without a terminal and without --yes nothing is done; an id that is none is named in one line', async () => {
  const t = await aSystem(await testDatabase());
  const { id: userId } = await createUser(t.db);
  await whatUsersHave(t.db, t.storage, userId);
  const refused = directly(['users', 'delete', userId], { env: t.env });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toMatch(/^User .* has 1 keys.*\nNothing was done: .*--yes goes ahead\.\n$/);
  expect(await countBelongings(t.db, userId)).toMatchObject({ keys: 1, generations: 1 });
  await expect(t.remove('ada')).rejects.toThrow('There is no user ada.');
});

test("in a table of the product the user's row stays, and that is said", async () => {
  const empty = await emptyDatabase();
  await sql`create table users (id bigserial primary key, email text not null)`.execute(empty.db);
  await sql`insert into users values (7, 'ada@example.com')`.execute(empty.db);
  await migrateToLatest(empty.db, { users: { table: 'users' } });
  const t = await aSystem(empty);
  const theirs = await whatUsersHave(t.db, t.storage, '7');
  await t.remove('7');
  expect(t.said.at(-1)).toBe(`All is deleted. Their row in "public"."users" is your product's: it stays.`);
  expect((await sql`select id from users`.execute(t.db)).rows).toEqual([{ id: '7' }]);
  expect(await rowsOf(t.db, '7')).toBe(0);
  expect(await present(t.storage, theirs.files)).toBe(0);
  await t.remove('7');
  expect(t.said).toContain('User 7 has nothing.');
  await expect(t.remove('8')).rejects.toThrow(`There is no user 8 in "public"."users" of your product`);
  await expect(t.remove('99999999999999999999')).rejects.toThrow('There is no user 99999999999999999999');
});
