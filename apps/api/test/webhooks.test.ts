import { claimDelivery, endAttempt } from '@proofsheet/database';
import { aGeneration } from '@proofsheet/testkit';
import { openSecrets } from '@proofsheet/webhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const url = 'https://shop.example/hooks';
const create = async (payload: object = { url }) =>
  (await t.call({ method: 'POST', url: '/v1/webhooks', payload })).body;
const get = (path: string) => t.call({ method: 'GET', url: `/v1/webhooks${path}` });
const post = (path: string, payload: object = {}) => t.call({ method: 'POST', url: `/v1/webhooks${path}`, payload });

/** What a worker does with the next delivery, without sending anything. */
async function answered(endpointId: string, status: number): Promise<void> {
  const claim = (await claimDelivery(t.db, { endpointId, leaseSeconds: 30 })) ?? expect.fail();
  const ending = status === 200 ? ('delivered' as const) : ('failed' as const);
  const log = { startedAt: claim.claimedAt, durationMs: 12, status, error: null, answer: 'an answer' };
  await endAttempt(t.db, { ...claim, ...log, ending, retryInSeconds: undefined, disableAfterSeconds: 86_400 });
}

test('a webhook is made, listed, changed and deleted; its secret is shown once', async () => {
  const made = await t.call({ method: 'POST', url: '/v1/webhooks', payload: { url, events: ['output.created'] } });
  expect([made.status, made.headers.location]).toEqual([201, `/v1/webhooks/${made.body.id}`]);
  const { secret, ...shown } = made.body;
  expect(secret).toMatch(/^whsec_/);
  expect(shown).toMatchObject({
    url,
    description: '',
    events: ['output.created'],
    enabled: true,
    disabledReason: null,
  });
  expect((await get(`/${shown.id}`)).body).toEqual(shown);
  expect((await get('')).body.items).toContainEqual(shown);
  const payload = { enabled: false, description: 'Shop', events: null };
  const changed = await t.call({ method: 'PATCH', url: `/v1/webhooks/${shown.id}`, payload });
  expect(changed.body).toMatchObject({ ...payload, disabledReason: 'user', url });
  expect((await t.call({ method: 'DELETE', url: `/v1/webhooks/${shown.id}` })).body.id).toBe(shown.id);
  expect((await get(`/${shown.id}`)).status).toBe(404);
});

test('secrets lie in the database encrypted, and rotate with a time for both', async () => {
  const { id, secret } = await create();
  const stored = () => t.db.selectFrom('WebhookEndpoint').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const first = (await stored()).secret;
  expect(first).toMatch(/^sealed:/);
  expect(openSecrets({ key: 'a key that is long enough for tests' }).open(first)).toBe(secret);
  const rotated = await post(`/${id}/secret`, { overlapSeconds: 60 });
  expect(rotated.body.secret).toMatch(/^whsec_/);
  expect(rotated.body.secret).not.toBe(secret);
  expect(Date.parse(rotated.body.previousSecretUntil)).toBeGreaterThan(Date.now());
  expect((await stored()).previousSecret).toBe(first);
  const ended = await post(`/${id}/secret`, { overlapSeconds: 0 });
  expect([ended.body.previousSecretUntil, (await stored()).previousSecret]).toEqual([null, null]);
});

test('what can never be sent is refused with its field', async () => {
  const wrong = [
    'http://127.0.0.1/',
    'http://2130706433/',
    'https://[::ffff:10.0.0.1]/',
    'http://localhost:3000',
    'ftp://a.b',
    'x',
  ];
  for (const one of [
    ...wrong,
    'http://169.254.169.254/latest',
    'https://a:b@shop.example',
    'https://shop.example:22',
  ]) {
    const { status, body } = await post('', { url: one });
    expect([one, status, body.code, body.field]).toEqual([one, 422, 'url_not_allowed', 'url']);
  }
  const { id } = await create();
  const changed = await t.call({ method: 'PATCH', url: `/v1/webhooks/${id}`, payload: { url: 'http://10.0.0.1' } });
  expect([changed.status, changed.body.field]).toEqual([422, 'url']);
  for (const payload of [
    {},
    { url, events: [] },
    { url, events: ['all'] },
    { url, secret: 'x' },
    { url, description: 'x'.repeat(201) },
  ]) {
    expect((await post('', payload)).status).toBe(422);
  }
  expect((await post(`/${id}/redeliver`, { since: 'yesterday' })).status).toBe(422);
  expect((await post(`/${id}/secret`, { overlapSeconds: 604_801 })).status).toBe(422);
});

test('a test event has a delivery, which tells what is sent and what was answered', async () => {
  const { id } = await create({ url, events: ['output.created'] });
  const sent = await post(`/${id}/test`);
  expect(sent.status).toBe(202);
  expect(sent.body).toMatchObject({ webhookId: id, type: 'webhook.test', status: 'PENDING', attempts: 0 });
  await answered(id, 500);
  const { body } = await get(`/${id}/deliveries/${sent.body.id}`);
  expect(body).toMatchObject({ id: sent.body.id, status: 'FAILED', attempts: 1 });
  expect(body.request.headers['webhook-id']).toBe(body.id);
  expect(body.request.body).toMatchObject({ type: 'webhook.test', data: { endpointId: id } });
  expect(body.log).toMatchObject([{ attempt: 1, url, status: 500, durationMs: 12, answer: 'an answer' }]);
  const again = await post(`/${id}/deliveries/${body.id}/redeliver`);
  expect([again.status, again.body.status, again.body.id]).toEqual([202, 'PENDING', body.id]);
  await answered(id, 200);
  expect((await get(`/${id}/deliveries?status=DELIVERED`)).body.items).toHaveLength(1);
  expect((await get(`/${id}/deliveries?status=FAILED`)).body.items).toHaveLength(0);
});

test('all since a time are delivered again: those that failed, and those of before it was made', async () => {
  const caller = await t.newCaller();
  const as = { as: caller };
  for (let count = 0; count < 2; count++) await aGeneration(t.db, { userId: caller.userId });
  const { id } = (await t.call({ ...as, method: 'POST', url: '/v1/webhooks', payload: { url } })).body;
  await aGeneration(t.db, { userId: caller.userId });
  await answered(id, 200);
  const redeliver = async (payload: object) =>
    (await t.call({ ...as, method: 'POST', url: `/v1/webhooks/${id}/redeliver`, payload })).body.deliveries;
  const since = new Date(Date.now() - 60_000).toISOString();
  expect(await redeliver({ since: new Date(Date.now() + 60_000).toISOString() })).toBe(0);
  expect(await redeliver({ since })).toBe(2);
  expect(await redeliver({ since })).toBe(0);
  expect(await redeliver({ since, delivered: true })).toBe(1);
});

test('nothing of another user can be seen or done', async () => {
  const { id } = await create();
  const delivery = (await post(`/${id}/test`)).body.id;
  const other = { as: await t.newCaller() };
  const paths = [
    ...[
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/secret'],
      ['POST', '/test'],
      ['POST', '/redeliver'],
    ],
    ...[
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${delivery}`],
      ['POST', `/deliveries/${delivery}/redeliver`],
    ],
  ] as const;
  for (const [method, path] of paths) {
    const payload = path === '/redeliver' ? { since: '2026-01-01T00:00:00Z' } : { enabled: true };
    const body = method === 'PATCH' || path === '/redeliver' ? { payload } : path === '/secret' ? { payload: {} } : {};
    const { status } = await t.call({ ...other, method, url: `/v1/webhooks/${id}${path}`, ...body });
    expect([method, path, status]).toEqual([method, path, 404]);
  }
  const elsewhere = (await create()).id;
  expect((await get(`/${elsewhere}/deliveries/${delivery}`)).status).toBe(404);
});

test('fifty webhooks are the most', async () => {
  const caller = await t.newCaller();
  const one = () => t.call({ as: caller, method: 'POST', url: '/v1/webhooks', payload: { url } });
  for (let count = 0; count < 50; count++) expect((await one()).status).toBe(201);
  expect((await one()).status).toBe(422);
});
