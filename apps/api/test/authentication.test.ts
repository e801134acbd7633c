import { createApiKey, revokeApiKeys } from '@proofsheet/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi({ failedKeysPerMinute: 3, trustProxy: '127.0.0.1' });
});
afterAll(() => t.close());

const ask = (from: string, key?: string) =>
  t.call({
    ...{ url: '/v1/outputs', as: key === undefined ? null : { userId: '', key } },
    headers: { 'x-forwarded-for': from },
  });

test('too many wrong keys from one address are 429, with the time to wait; a good key works all the same', async () => {
  for (const key of ['ps_wrong', undefined, 'ps_other']) expect((await ask('192.0.2.1', key)).status).toBe(401);
  const refused = await ask('192.0.2.1', 'ps_wrong');
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('192.0.2.1', t.caller.key)).status).toBe(200);
  expect((await ask('192.0.2.2', 'ps_wrong')).status).toBe(401);
});

test('addresses of one IPv6 network of 64 bits count together, those of the next do not', async () => {
  for (const host of ['::1', '::2', '::3']) expect((await ask(`2001:db8:1:1${host}`, 'ps_wrong')).status).toBe(401);
  expect((await ask('2001:db8:1:1:ffff::9', 'ps_wrong')).status).toBe(429);
  expect((await ask('2001:db8:1:2::1', 'ps_wrong')).status).toBe(401);
});

test('a key that is revoked, or has expired, is refused from the next request on', async () => {
  const { userId } = t.caller;
  const revoked = await createApiKey(t.db, { userId, name: 'lost' });
  const expired = await createApiKey(t.db, { userId, name: 'guest', days: 1 });
  for (const { key } of [revoked, expired]) expect((await ask('192.0.2.7', key)).status).toBe(200);
  await revokeApiKeys(t.db, revoked.id);
  await sql`update "ApiKey" set "expiresAt" = now() where "id" = ${expired.id}`.execute(t.db);
  for (const { key } of [revoked, expired]) expect((await ask('192.0.2.7', key)).status).toBe(401);
});
