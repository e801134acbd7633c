import { aUser, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey, type Db, findUserByKey } from '../index.ts';

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
  expect(await findUserByKey(db, key)).toBe(userId);
  expect(await findUserByKey(db, `${key}x`)).toBeUndefined();
  expect(await findUserByKey(db, key.slice(0, -1))).toBeUndefined();
  expect(JSON.stringify(await stored(id))).not.toContain(key.slice(10));
});

test('a revoked key finds nobody', async () => {
  const { id, key } = await createApiKey(db, { userId, name: 'lost' });
  await db.updateTable('ApiKey').set({ revokedAt: new Date() }).where('id', '=', id).execute();
  expect(await findUserByKey(db, key)).toBeUndefined();
});

test('its use is noted, once a minute at most', async () => {
  const { id, key } = await createApiKey(db, { userId, name: 'laptop' });
  await findUserByKey(db, key);
  const { lastUsedAt } = await stored(id);
  expect(lastUsedAt).toBeInstanceOf(Date);
  await findUserByKey(db, key);
  expect((await stored(id)).lastUsedAt).toEqual(lastUsedAt);
  await sql`update "ApiKey" set "lastUsedAt" = now() - interval '2 minutes' where "id" = ${id}`.execute(db);
  await findUserByKey(db, key);
  expect((await stored(id)).lastUsedAt?.getTime()).toBeGreaterThanOrEqual(lastUsedAt?.getTime() ?? Infinity);
});
