import { backlogOf, findGoodKey } from '@proofsheet/database';
import { objectKeys } from '@proofsheet/domain';
import { anAsset, aUser, testDatabase, testStorage } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey, keyLine, listKeys, revokedLine, revokeKey } from '../src/commands/keys.ts';
import { orphans, orphansInJson, orphansInLines } from '../src/commands/orphans.ts';
import { setUserShare, shareLine, userShares } from '../src/commands/users.ts';

let t: Awaited<ReturnType<typeof aSystem>>;
beforeAll(async () => {
  t = await aSystem();
});
afterAll(() => t.db.destroy());

async function aSystem() {
  const { db, url } = await testDatabase();
  const { storage, config } = await testStorage();
  const env = {
    DATABASE_URL: url,
    S3_ENDPOINT: config.endpoint,
    S3_ACCESS_KEY: config.accessKey,
    S3_SECRET_KEY: config.secretKey,
    S3_BUCKET: config.bucket,
  };
  return { db, storage, env, userId: await aUser(db) };
}

const lost = '0199c0de-7a11-7000-8000-000000000001';

test('orphans are listed, and removed only when it is no dry run; what is missing is named', async () => {
  const orphan = objectKeys.output(lost, 1, 0, 'image/jpeg');
  await t.storage.put(orphan, Buffer.from('abc'), { bytes: 3, mediaType: 'image/jpeg' });
  const asset = await anAsset(t.db, { userId: t.userId });
  const run = async (dryRun: boolean, olderThan: number) => {
    const said: string[] = [];
    const target = { data: 'nowhere', env: t.env };
    const found = await orphans(
      { dryRun, olderThan },
      target,
      orphansInLines((line) => void said.push(line)),
    );
    return { found, said };
  };
  const soon = 0.000001;
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect((await run(false, 24)).found).toEqual({ orphans: 0, missing: 0 });
  const written: string[] = [];
  await orphans(
    { dryRun: true, olderThan: soon },
    { data: 'nowhere', env: t.env },
    orphansInJson((line) => void written.push(line)),
  );
  expect(JSON.parse(written.join('\n'))).toEqual({
    orphans: [{ key: orphan, bytes: 3, modifiedAt: expect.stringMatching(/^20.*Z$/) }],
    ...{ listed: 1, bytes: 3, removed: false, missing: [objectKeys.original(asset, 'image/jpeg')] },
  });
  const dry = await run(true, soon);
  expect(dry.found).toEqual({ orphans: 1, missing: 1 });
  expect(dry.said).toEqual([
    expect.stringContaining(`${orphan}  3 bytes, of 20`),
    '1 of 1 objects belong to nothing, 3 bytes: would be removed.',
    `missing: ${objectKeys.original(asset, 'image/jpeg')}`,
    '1 objects that rows name are not there.',
  ]);
  expect(await t.storage.exists(orphan)).toBe(true);
  expect((await run(false, soon)).found.orphans).toBe(1);
  expect(await t.storage.exists(orphan)).toBe(false);
});

test('a user is given a weight and a limit of their own, and the limit of everybody again', async () => {
  const where = { data: 'nowhere', env: t.env };
  const { userId } = t;
  await setUserShare({ userId, weight: 4 }, where);
  expect(await setUserShare({ userId, unfinishedLimit: 50 }, where)).toEqual({
    userId,
    weight: 4,
    unfinishedLimit: 50,
  });
  expect((await userShares(where)).map(shareLine)).toEqual([`${userId}  weight 4, limit 50`]);
  await setUserShare({ userId, unfinishedLimit: null }, where);
  expect(await backlogOf(t.db, userId)).toMatchObject({ weight: 4, unfinishedLimit: null });
  await expect(setUserShare({ userId: lost, weight: 2 }, where)).rejects.toThrow('There is no user');
});

test('a key is made for a time, listed, and revoked in every process at once', async () => {
  const where = { data: 'nowhere', env: t.env };
  const { key, userId } = await createKey({ name: 'shop', user: t.userId, expires: 90 }, where);
  expect((await findGoodKey(t.db, key))?.userId).toBe(userId);
  const listed = async (user?: string) => (await listKeys(user ? { user } : {}, where)).map(keyLine);
  const [line = ''] = await listed(userId);
  expect(line).toContain(`${key.slice(0, 10)}...  user ${userId}  shop: works until `);
  expect(line).toContain('last used on');
  expect(revokedLine(await revokeKey(key.slice(0, 10), where))).toBe(`Revoked: ${key.slice(0, 10)}... (shop)`);
  expect(await findGoodKey(t.db, key)).toBeUndefined();
  expect((await listed())[0]).toContain('shop: revoked on');
  await expect(revokeKey(key, where)).rejects.toThrow('No key that works');
});
