import { readFile } from 'node:fs/promises';
import { claimDelivery, endAttempt, GONE_PAGES } from '@proofsheet/database';
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

test('a webhook that is asked for twice with one key is one, and shows its secret again', async () => {
  const make = (key: string, events = ['output.created']) =>
    t.call({ method: 'POST', url: '/v1/webhooks', payload: { url, events }, headers: { 'idempotency-key': key } });
  const [first, again] = [await make('shop'), await make('shop')];
  expect(again).toMatchObject({ status: 201, body: first.body, headers: { location: first.headers.location } });
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect((await make('shop', ['asset.ready'])).body.code).toBe('idempotency_key_reused');
  const kept = await t.db.selectFrom('IdempotencyKey').selectAll().where('key', '=', 'shop').execute();
  expect(JSON.stringify(kept)).toContain(first.body.id);
  expect(JSON.stringify(kept)).not.toContain(first.body.secret);
  await t.call({ method: 'DELETE', url: `/v1/webhooks/${first.body.id}` });
});

test('every request on the page about webhooks is answered as it says', async () => {
  const page = await readFile(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8');
  const requests = [...page.matchAll(/curl .*?localhost:3900(\/v1[\w/$]+).*?-d '(\{.*?\})'/gs)];
  let id = '';
  const answers: [path: string, status: number][] = [];
  for (const [, path = '', json = ''] of requests) {
    const { status, body } = await t.call({ method: 'POST', url: path.replace('$ID', id), payload: JSON.parse(json) });
    if (path === '/v1/webhooks') id = body.id;
    answers.push([path, status]);
  }
  expect(answers).toEqual([
    ['/v1/webhooks', 201],
    ['/v1/generations', 202],
    ['/v1/webhooks/$ID/redeliver', 202],
  ]);
  await t.call({ method: 'DELETE', url: `/v1/webhooks/${id}` });
});

test('secrets lie in the database encrypted, and rotate with a time for both', async () => {
  const { id, secret } = await create();
  const stored = () => t.db.selectFrom('WebhookEndpoint').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const first = (await stored()).secret ?? '';
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

const order = { kind: 'THUMBNAIL', copy: { headline: 'Told once' }, webhookUrl: 'https://shop.example/once?id=1' };
const submit = (payload: object, as = t.caller) => t.call({ method: 'POST', url: '/v1/generations', payload, as });
const told = async (webhookId: string) => (await get(`/${webhookId}/deliveries`)).body.items;

test('an address that a generation names is told of that one alone, of what was asked for', async () => {
  const { id, webhookId } = (await submit({ ...order, webhookEvents: ['generation.created'] })).body;
  const other = (await submit(order)).body;
  expect(other.webhookId).toBe(webhookId);
  await submit({ ...order, webhookUrl: undefined });
  expect(await told(webhookId)).toMatchObject([{ generationId: id, type: 'generation.created', status: 'PENDING' }]);
  await t.call({ method: 'POST', url: `/v1/generations/${other.id}/cancel` });
  await t.call({ method: 'POST', url: `/v1/generations/${id}/cancel` });
  expect((await told(webhookId))[0]).toMatchObject({ generationId: other.id, type: 'generation.cancelled' });
  expect(await told(webhookId)).toHaveLength(2);
  expect((await get('')).body.items.some((one: { id: string }) => one.id === webhookId)).toBe(false);
  expect((await get(`/${webhookId}`)).body).toMatchObject({ url: order.webhookUrl, oneOff: true, enabled: true });
  const elsewhere = await submit(order, await t.newCaller());
  expect(elsewhere.body.webhookId).not.toBe(webhookId);
});

test('it is disabled like any other, and naming it again enables it; it is neither changed nor given a secret', async () => {
  const { webhookId } = (await submit({ ...order, webhookUrl: `${url}/gone`, webhookEvents: ['generation.created'] }))
    .body;
  const claim = (await claimDelivery(t.db, { endpointId: webhookId, leaseSeconds: 30 })) ?? expect.fail();
  const log = { startedAt: claim.claimedAt, durationMs: 1, status: 410, error: null, answer: '' };
  await endAttempt(t.db, { ...claim, ...log, ending: 'gone', retryInSeconds: 5, disableAfterSeconds: 86_400 });
  expect((await get(`/${webhookId}`)).body).toMatchObject({ enabled: false, disabledReason: 'gone' });
  await submit({ ...order, webhookUrl: `${url}/gone` });
  expect((await get(`/${webhookId}`)).body).toMatchObject({ enabled: true, disabledReason: null });
  const change = t.call({ method: 'PATCH', url: `/v1/webhooks/${webhookId}`, payload: { enabled: false } });
  const refused = [await change, await post(`/${webhookId}/secret`), await post(`/${webhookId}/test`)];
  refused.push(await post(`/${webhookId}/redeliver`, { since: '2026-01-01T00:00:00Z' }));
  expect(refused.map(({ status, body }) => `${status} ${body.code}`)).toEqual(Array(4).fill('409 webhook_one_off'));
});

test('one secret of the user signs for all of them, and rotates', async () => {
  const as = await t.newCaller();
  const { webhookId } = (await submit({ ...order, webhookEvents: ['generation.created'] }, as)).body;
  const secret = async () => (await t.call({ as, method: 'GET', url: '/v1/webhooks/default/secret' })).body.secret;
  const first = await secret();
  expect(first).toMatch(/^whsec_/);
  expect(await secret()).toBe(first);
  const rotated = await t.call({ as, method: 'POST', url: '/v1/webhooks/default/secret', payload: {} });
  expect(Date.parse(rotated.body.previousSecretUntil)).toBeGreaterThan(Date.now());
  const { secrets } = (await claimDelivery(t.db, { endpointId: webhookId, leaseSeconds: 30 })) ?? expect.fail();
  const box = openSecrets({ key: 'a key that is long enough for tests' });
  expect(secrets.map(box.open)).toEqual([rotated.body.secret, first]);
  const unnamed = await t.call({ as: await t.newCaller(), method: 'GET', url: '/v1/webhooks/default/secret' });
  expect(unnamed.body.secret).not.toBe(first);
});

test('an address that cannot be called is refused with its field, and nothing is made', async () => {
  const before = await t.db.selectFrom('Generation').select('id').execute();
  for (const webhookUrl of ['http://10.0.0.1/', 'http://[::1]/', 'shop.example', 'https://a:b@shop.example/']) {
    const { status, body } = await submit({ ...order, webhookUrl });
    expect([webhookUrl, status, body.code, body.field]).toEqual([webhookUrl, 422, 'url_not_allowed', 'webhookUrl']);
  }
  const lone = await submit({ ...order, webhookUrl: undefined, webhookEvents: ['generation.created'] });
  expect([lone.status, lone.body.field]).toEqual([422, 'webhookEvents']);
  expect((await submit({ ...order, webhookEvents: ['webhook.test'] })).body.field).toBe('webhookEvents/0');
  const batch = (rows: object[], query = '') =>
    t.call({ method: 'POST', url: `/v1/generations/batch${query}`, payload: rows });
  expect((await batch([order, { ...order, webhookUrl: 'http://10.0.0.1/' }])).body.field).toBe('1/webhookUrl');
  expect((await batch([order], '?webhookUrl=http%3A%2F%2F10.0.0.1%2F')).body.field).toBe('webhookUrl');
  expect(await t.db.selectFrom('Generation').select('id').execute()).toHaveLength(before.length);
});

test('a batch tells its own address when it has ended, once; the rows tell theirs', async () => {
  const query = new URLSearchParams({ webhookUrl: `${url}/batch` });
  const payload = [order, { ...order, webhookUrl: `${url}/row` }];
  const made = await t.call({ method: 'POST', url: `/v1/generations/batch?${query}`, payload });
  const { id, webhookId, generations } = made.body;
  expect(await told(webhookId)).toEqual([]);
  await t.call({ method: 'POST', url: `/v1/batches/${id}/cancel` });
  expect(await told(webhookId)).toMatchObject([{ type: 'batch.completed', generationId: null }]);
  const row = await t.call({ method: 'GET', url: `/v1/generations/${generations[1].id}` });
  expect(await told(row.body.webhookId)).toMatchObject([{ type: 'generation.cancelled' }]);
});

test('it goes with the last generation that names it', async () => {
  const as = await t.newCaller();
  const [first, second] = [(await submit(order, as)).body, (await submit(order, as)).body];
  const rows = () => t.db.selectFrom('WebhookEndpoint').select('id').where('id', '=', first.webhookId).execute();
  for (const [id, left] of [
    [first.id, 1],
    [second.id, 0],
  ] as const) {
    await t.call({ as, method: 'DELETE', url: `/v1/generations/${id}` });
    for (const page of GONE_PAGES) await page(t.db, { olderThanSeconds: -10, limit: 100 });
    expect(await rows()).toHaveLength(left);
  }
});
