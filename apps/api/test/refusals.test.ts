import { newId } from '@proofsheet/database';
import { aGeneration, anAsset } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const copy = { headline: 'Hello' };

test.each([
  ['no key', undefined],
  ['another scheme', 'Basic cHM6cHM='],
  ['an unknown key', `Bearer ps_${'x'.repeat(43)}`],
  ['a key with a space in it', 'Bearer a b'],
])('%s is 401', async (_, authorization) => {
  const answer = await t.call({ as: null, url: '/v1/projects', headers: authorization ? { authorization } : {} });
  expect(answer.status).toBe(401);
  expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' });
  expect(answer.body).toMatchObject({ code: 'unauthorized', status: 401, requestId: answer.headers['x-request-id'] });
});

test('a revoked key is 401', async () => {
  const revoked = await t.newCaller();
  await t.db.updateTable('ApiKey').set({ revokedAt: new Date() }).where('userId', '=', revoked.userId).execute();
  expect((await t.call({ as: revoked, url: '/v1/projects' })).status).toBe(401);
});

test("what is another user's is not there", async () => {
  const other = await t.newCaller();
  const { body: project } = await t.call({
    as: other,
    method: 'POST',
    url: '/v1/projects',
    payload: { name: 'Theirs' },
  });
  const asset = await anAsset(t.db, { userId: other.userId });
  const generation = await aGeneration(t.db, { userId: other.userId });
  for (const url of [
    `/v1/projects/${project.id}`,
    `/v1/projects/${project.id}/images`,
    `/v1/assets/${asset}`,
    `/v1/generations/${generation}`,
    `/v1/assets?projectId=${project.id}`,
    `/v1/generations?projectId=${project.id}`,
    `/v1/outputs?projectId=${project.id}`,
    `/v1/outputs?generationId=${generation}`,
  ]) {
    expect([url, (await t.call({ url })).status]).toEqual([url, 404]);
    expect([url, (await t.call({ as: other, url })).status]).toEqual([url, 200]);
  }
  const submitted = await t.call({
    method: 'POST',
    url: '/v1/generations',
    payload: { kind: 'THUMBNAIL', copy, projectId: project.id },
  });
  expect(submitted.body).toMatchObject({ status: 404, field: 'projectId' });
});

test.each(['/v1/assets/nonsense', `/v1/projects/${newId()}`, '/v1/nothing', '/nothing?a=1', '/v1/projects/'])(
  '%s is 404',
  async (url) => {
    const answer = await t.call({ url });
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'not_found', requestId: expect.any(String) });
  },
);

test.each([
  ['an unknown kind', { kind: 'POSTER', copy }, 'kind'],
  ['an unknown format', { kind: 'AD', copy, formats: ['billboard'] }, 'formats/0'],
  ['a format of the other kind', { kind: 'AD', copy, formats: ['square', 'youtube-thumbnail'] }, 'formats/1'],
  ['a preset of the other kind', { kind: 'THUMBNAIL', copy, formats: ['meta'] }, 'formats/0'],
  ['too large a size', { kind: 'AD', copy, formats: [{ width: 8192, height: 8192 }] }, 'formats/0'],
  ['too many images', { kind: 'AD', copy, formats: ['everything'], variants: 8 }, 'formats'],
  ['an unknown role', { kind: 'AD', copy, assets: [{ assetId: newId(), role: 'CAT' }] }, 'assets/0/role'],
  ['an over-long text', { kind: 'AD', copy: { headline: 'x'.repeat(81) } }, 'copy/headline'],
  ['a missing text', { kind: 'AD', copy: {} }, 'copy/headline'],
  ['too many variants', { kind: 'AD', copy, variants: 9 }, 'variants'],
  ['an unknown field', { kind: 'AD', copy, colour: 'red' }, 'colour'],
  ['a colour that is none', { kind: 'AD', copy, brand: { primary: 'red' } }, 'brand/primary'],
])('a spec with %s is 422 with the field', async (_, payload, field) => {
  const answer = await t.call({ method: 'POST', url: '/v1/generations', payload });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ code: 'validation_failed', field });
});

test.each([
  ['U+0000 in a text', '{"kind":"AD","copy":{"headline":"a\\u0000"}}', 'copy/headline'],
  ['half a pair in a text', '{"kind":"AD","copy":{"headline":"a\\ud83d b"}}', 'copy/headline'],
  ['half a pair in a value', '{"kind":"AD","copy":{"headline":"a"},"metadata":{"k":"\\udc00"}}', 'metadata/k'],
  ['half a pair in a name', '{"kind":"AD","copy":{"headline":"a"},"metadata":{"a/\\ud800":"v"}}', 'metadata/a~1\ud800'],
  ['U+0000 in a name', '{"kind":"AD","copy":{"headline":"a"},"metadata":{"\\u0000":"v"}}', 'metadata/\0'],
  ['U+0000 in an id', '{"kind":"AD","copy":{"headline":"a"},"projectId":"\\u0000"}', 'projectId'],
  [
    'a name that objects lose',
    '{"kind":"AD","copy":{"headline":"a"},"metadata":{"__proto__":"v"}}',
    'metadata/__proto__',
  ],
])('%s is 422 with the field', async (_, payload, field) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await t.call({ method: 'POST', url: '/v1/generations', payload, headers });
  expect(answer.body).toMatchObject({ status: 422, code: 'validation_failed', field });
});

test('what no database stores is 422 in the name of a project and in a query, too', async () => {
  const headers = { 'content-type': 'application/json' };
  const named = await t.call({ method: 'POST', url: '/v1/projects', payload: '{"name":"a\\udfff"}', headers });
  expect(named.body).toMatchObject({ status: 422, field: 'name' });
  expect((await t.call({ url: '/v1/outputs?cursor=%00' })).body).toMatchObject({ status: 422, field: 'cursor' });
});

test.each([
  ['as the body', (deep: string) => deep],
  ['in metadata', (deep: string) => `{"kind":"AD","copy":{"headline":"a"},"metadata":{"k":${deep}}}`],
])('brackets nested deeper than any stack are 422, not a crash: %s', async (_, bodyOf) => {
  const headers = { 'content-type': 'application/json' };
  const payload = bodyOf('['.repeat(60_000) + ']'.repeat(60_000));
  const answer = await t.call({ method: 'POST', url: '/v1/generations', payload, headers });
  expect(answer.body).toMatchObject({ status: 422, code: 'validation_failed' });
});

test('metadata may be named like a property of every object', async () => {
  const metadata = { constructor: 'a', toString: 'b', emoji: '\u{1f600}' };
  const payload = { kind: 'THUMBNAIL', copy, metadata };
  const answer = await t.call({ as: await t.newCaller(), method: 'POST', url: '/v1/generations', payload });
  expect(answer).toMatchObject({ status: 202, body: { metadata } });
});

test('a spec with an unknown asset is 422 with its place, and leaves no row', async () => {
  const mine = await anAsset(t.db, { userId: t.caller.userId });
  const theirs = await anAsset(t.db, { userId: (await t.newCaller()).userId });
  for (const unknown of [theirs, newId()]) {
    const payload = { kind: 'AD', copy, assets: [{ assetId: mine }, { assetId: unknown }] };
    const answer = await t.call({ method: 'POST', url: '/v1/generations', payload });
    expect(answer.body).toMatchObject({ status: 422, code: 'unknown_asset', field: 'assets/1/assetId' });
  }
  const rows = await t.db.selectFrom('Generation').select('id').where('userId', '=', t.caller.userId).execute();
  expect(rows).toEqual([]);
});

test('a spec with a rejected asset is 422', async () => {
  const asset = await anAsset(t.db, { userId: t.caller.userId });
  const error = JSON.stringify({ code: 'upload_not_an_image', message: 'No.' });
  await t.db.updateTable('Asset').set({ status: 'REJECTED', error }).where('id', '=', asset).execute();
  const payload = { kind: 'AD', copy, assets: [{ assetId: asset }] };
  const answer = await t.call({ method: 'POST', url: '/v1/generations', payload });
  expect(answer.body).toMatchObject({ status: 422, code: 'asset_rejected', field: 'assets/0/assetId' });
});

test.each([
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['cursor=nonsense', 'cursor'],
  ['kind=POSTER', 'kind'],
  ['projectId=7', 'projectId'],
  ['colour=red', 'colour'],
])('a list with ?%s is 422 with the field', async (query, field) => {
  const answer = await t.call({ url: `/v1/outputs?${query}` });
  expect(answer.body).toMatchObject({ status: 422, code: 'validation_failed', field });
});

test('JSON that is none is 400, and no body too', async () => {
  const headers = { 'content-type': 'application/json' };
  for (const payload of ['{"kind":', '']) {
    const answer = await t.call({ method: 'POST', url: '/v1/generations', payload, headers });
    expect(answer.body).toMatchObject({ status: 400, code: 'malformed_request' });
  }
});

test('a body of another type is 415', async () => {
  for (const [url, type] of [
    ['/v1/generations', 'application/xml'],
    ['/v1/assets', 'application/xml'],
    ['/v1/assets', 'application/json'],
  ]) {
    const headers = { 'content-type': `${type}` };
    const answer = await t.call({ method: 'POST', url: `${url}`, payload: '{}', headers });
    expect(answer.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  }
});

test('a body over the limit is 413 and names the limit', async () => {
  const payload = { kind: 'AD', copy: { headline: 'x'.repeat(300_000) } };
  const answer = await t.call({ method: 'POST', url: '/v1/generations', payload });
  expect(answer.body).toMatchObject({ status: 413, code: 'request_too_large' });
  expect(answer.body.detail).toContain('262144');
});

test('an address that cannot be decoded is 400', async () => {
  expect((await t.call({ url: '/v1/%E0%A4%A' })).body).toMatchObject({ status: 400, code: 'malformed_request' });
});

test('one user over the rate is 429, another is not', async () => {
  const slow = await startTestApi({ requestsPerMinute: 2 });
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push(await slow.call({ url: '/v1/projects' }));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(statuses[2]?.body.code).toBe('rate_limited');
  expect(statuses[2]?.headers['retry-after']).toBeDefined();
  expect((await slow.call({ as: await slow.newCaller(), url: '/v1/projects' })).status).toBe(200);
  await slow.close();
});

test('a failure of our own is 500 without a word of the cause', async () => {
  await t.db.schema.alterTable('Project').renameTo('Elsewhere').execute();
  const answer = await t.call({ url: '/v1/projects' });
  await t.db.schema.alterTable('Elsewhere').renameTo('Project').execute();
  expect(answer.body).toMatchObject({ status: 500, code: 'internal' });
  expect(JSON.stringify(answer.body)).not.toMatch(/relation|select|node_modules|\.ts/);
  const logged = t.lines().find((line) => line.requestId === answer.body.requestId);
  expect(JSON.stringify(logged)).toContain('Project');
});
