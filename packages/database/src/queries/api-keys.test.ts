import { aUser, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allApiKeys, createApiKey, type Db, findGoodKey, revokeApiKeys } from '../index.ts';

let db: Db;
let userId: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
  userId = await aUser(db);
});
afterAll(() => db.destroy());

const stored = (id: string) => db.selectFrom('ApiKey').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

test('a key finds its user, and is nowhere in the database', async () => {
  const { id, key } = await createApiKey(db, { userId, name: 'laptop' });
  expect(key).toMatch(/^ps_[\w-]{43}$/);
  expect((await findGoodKey(db, key))?.userId).toBe(userId);
  expect(await findGoodKey(db, `${key}x`)).toBeUndefined();
  expect(await findGoodKey(db, key.slice(0, -1))).toBeUndefined();
  expect(JSON.stringify(await stored(id))).not.toContain(key.slice(10));
});

test('a revoked key finds nobody, whether it is named by its id, its first letters or whole; others go on', async () => {
  const other = await createApiKey(db, { userId, name: 'kept' });
  for (const nameOf of [
    ({ id }: { id: string }) => id,
    ({ key }: { key: string }) => key.slice(0, 10),
    ({ key }: { key: string }) => key,
  ]) {
    const made = await createApiKey(db, { userId, name: 'lost' });
    expect(await revokeApiKeys(db, nameOf(made))).toMatchObject([{ id: made.id, name: 'lost' }]);
    expect(await findGoodKey(db, made.key)).toBeUndefined();
    expect(await revokeApiKeys(db, nameOf(made))).toEqual([]);
  }
  expect(await revokeApiKeys(db, 'ps_')).toEqual([]);
  expect((await findGoodKey(db, other.key))?.userId).toBe(userId);
});

test('a key with days works for so long, and no longer', async () => {
  const { id, key } = await createApiKey(db, { userId, name: 'guest', days: 90 });
  expect((await findGoodKey(db, key))?.userId).toBe(userId);
  const { createdAt, expiresAt } = await stored(id);
  expect((expiresAt?.getTime() ?? 0) - createdAt.getTime()).toBeCloseTo(90 * 24 * 3600 * 1000, -4);
  await sql`update "ApiKey" set "expiresAt" = now() - interval '1 second' where "id" = ${id}`.execute(db);
  expect(await findGoodKey(db, key)).toBeUndefined();
});

test('keys are listed with what is known of them, and nothing that opens a door', async () => {
  const owner = await aUser(db);
  const { id, key } = await createApiKey(db, { userId: owner, name: 'shop' });
  await findGoodKey(db, key);
  const listed = await allApiKeys(db, { userId: owner });
  expect(listed).toMatchObject([{ id, userId: owner, name: 'shop', expiresAt: null, lastUsedAt: expect.any(Date) }]);
  expect(JSON.stringify(listed)).not.toContain(key.slice(10));
  expect((await allApiKeys(db)).length).toBeGreaterThan(1);
});

test('its use is noted, once a minute at most', async () => {
  const { id, key } = await createApiKey(db, { userId, name: 'laptop' });
  await findGoodKey(db, key);
  const { lastUsedAt } = await stored(id);
  expect(lastUsedAt).toBeInstanceOf(Date);
  await findGoodKey(db, key);
  expect((await stored(id)).lastUsedAt).toEqual(lastUsedAt);
  await sql`update "ApiKey" set "lastUsedAt" = now() - interval '2 minutes' where "id" = ${id}`.execute(db);
  await findGoodKey(db, key);
  expect((await stored(id)).lastUsedAt?.getTime()).toBeGreaterThanOrEqual(lastUsedAt?.getTime() ?? Infinity);
});
