import { claimGeneration, completeGeneration } from '@proofsheet/database';
import { openCounters } from '@proofsheet/queue';
import { aGeneration, anAsset, anOutput, queueBackends, testQueues } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi({ generationsPerDay: 2, uploadBytesPerDay: 5000, requestsPerMinute: 50 });
});
afterAll(() => t.close());

const order = { kind: 'THUMBNAIL', copy: { headline: 'Hello' } };

test('what was used is told by the generation, its event, the day and the account', async () => {
  const as = await t.newCaller();
  const { userId } = as;
  await anAsset(t.db, { userId, bytes: 700 });
  const id = await aGeneration(t.db, { userId });
  await claimGeneration(t.db, { id, leaseSeconds: 60 });
  await completeGeneration(t.db, { id, attempt: 1, outputs: [anOutput({ bytes: 900 })], cpuMs: 120 });
  const usage = { cpuMs: 120, queueMs: expect.any(Number), outputs: 1, bytes: 900, pixels: 1280 * 720 };
  expect((await t.call({ as, url: `/v1/generations/${id}` })).body.usage).toEqual(usage);
  const [event] = await t.db
    .selectFrom('Event')
    .select('data')
    .where('type', '=', 'generation.completed')
    .where('generationId', '=', id)
    .execute();
  expect(event?.data).toMatchObject({ usage });
  const { body } = await t.call({ as, url: '/v1/usage?days=1' });
  expect(body.days).toMatchObject([
    { generations: 1, outputs: 1, bytes: 900, pixels: 1280 * 720, cpuMs: 120, uploads: 1, uploadBytes: 700 },
  ]);
  expect((await t.call({ as, url: '/v1/me' })).body).toMatchObject({
    ...{ userId, key: { name: 'test', expiresAt: null }, unfinished: 0, stored: { assets: 700, outputs: 900 } },
    limits: { requestsPerMinute: 50, unfinished: 1000, generationsPerDay: 2, uploadBytesPerDay: 5000 },
    today: { generations: 1, uploadBytes: 700 },
  });
});

test('a day has as many generations and bytes as are allowed, and the refusal says what is left', async () => {
  const as = await t.newCaller();
  const submit = () => t.call({ as, method: 'POST', url: '/v1/generations', payload: order });
  expect([(await submit()).status, (await submit()).status]).toEqual([202, 202]);
  const refused = await submit();
  expect(refused.body).toMatchObject({ status: 429, code: 'generations_used_up', retryable: true });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  await sql`update "UsageEntry" set "day" = "day" - 1 where "userId" = ${as.userId}`.execute(t.db);
  expect((await submit()).status).toBe(202);
  await anAsset(t.db, { userId: as.userId, bytes: 4990 });
  const payload = `--b\r\nContent-Disposition: form-data; name="logo"; filename="a.png"\r\n\r\n`;
  await anAsset(t.db, { userId: as.userId, bytes: 10 });
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const upload = await t.call({ as, method: 'POST', url: '/v1/assets', payload, headers });
  expect(upload.body).toMatchObject({ status: 413, code: 'upload_bytes_used_up' });
  expect(upload.body.detail).toContain('of which 0 are left');
});

test('every answer says how many requests are left to its key, and no other key loses any', async () => {
  const [as, other] = [await t.newCaller(), await t.newCaller()];
  const ask = async (who = as) => (await t.call({ as: who, url: '/v1/projects' })).headers;
  expect(await ask()).toMatchObject({ 'ratelimit-policy': '"requests";q=50;w=60', ratelimit: '"requests";r=49;t=60' });
  for (let more = 0; more < 49; more += 1) await ask();
  const refused = await t.call({ as, url: '/v1/projects' });
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', retryable: true } });
  expect(refused.headers.ratelimit).toMatch(/^"requests";r=0;t=\d+$/);
  expect((await ask(other)).ratelimit).toContain('r=49;');
});

test.runIf(queueBackends().includes('redis'))('processes count together in Redis, and go on without it', async () => {
  const counters = openCounters(await testQueues('redis'));
  const pair = [
    await startTestApi({ requestsPerMinute: 10 }, {}, { counters }),
    await startTestApi({ requestsPerMinute: 10 }, {}, { counters }),
  ] as const;
  onTestFinished(async () => {
    for (const one of pair) await one.close();
  });
  await expect.poll(() => counters?.client.status).toBe('ready');
  // The same key at both, though each has a database of its own.
  const key = { id: '0199c0de-7a11-7000-8000-0000000000e2' };
  for (const one of pair) await one.db.updateTable('ApiKey').set(key).where('userId', '=', one.caller.userId).execute();
  const left = async ({ call }: TestApi) => (await call({ url: '/v1/projects' })).headers.ratelimit;
  expect([await left(pair[0]), await left(pair[1]), await left(pair[0])]).toEqual([
    expect.stringContaining('r=9;'),
    expect.stringContaining('r=8;'),
    expect.stringContaining('r=7;'),
  ]);
  counters?.close();
  expect((await pair[0].call({ url: '/v1/projects' })).status).toBe(200);
});
