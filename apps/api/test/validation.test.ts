import { newId } from '@proofsheet/database';
import { anAsset } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const copy = { headline: 'Hello' };

test.each([
  ['an unknown kind', { kind: 'POSTER', copy }, 'kind'],
  ['an unknown format', { kind: 'AD', copy, formats: ['billboard'] }, 'formats/0'],
  ['a format of the other kind', { kind: 'AD', copy, formats: ['square', 'youtube-thumbnail'] }, 'formats/1'],
  ['a preset of the other kind', { kind: 'THUMBNAIL', copy, formats: ['meta'] }, 'formats/0'],
  ['too large a size', { kind: 'AD', copy, formats: [{ width: 8192, height: 8192 }] }, 'formats/0'],
  ['too many images', { kind: 'AD', copy, formats: ['everything'], variants: 8 }, 'formats'],
  ['an unknown role', { kind: 'AD', copy, assets: [{ assetId: newId(), role: 'CAT' }] }, 'assets/0/role'],
  ['an over-long text', { kind: 'AD', copy: { headline: 'x'.repeat(81) } }, 'copy/headline'],
  ['a price before without a price', { kind: 'AD', copy: { ...copy, oldPrice: '€299' } }, 'copy/oldPrice'],
  ['a rating above its best', { kind: 'AD', copy: { ...copy, rating: { value: 6 } } }, 'copy/rating/value'],
  ['a coupon of two words', { kind: 'AD', copy: { ...copy, coupon: { code: 'A B' } } }, 'copy/coupon/code'],
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
    const payload = { kind: 'AD', copy, assets: [mine, unknown, unknown].map((assetId) => ({ assetId })) };
    const answer = await t.call({ method: 'POST', url: '/v1/generations', payload });
    expect(answer.body).toMatchObject({ status: 422, code: 'unknown_asset', field: 'assets/1/assetId' });
    expect(answer.body.errors).toMatchObject([{ pointer: '/assets/1/assetId' }, { pointer: '/assets/2/assetId' }]);
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
  ['[]', '', 'must be an object'],
  ['null', '', 'must be an object'],
  ['{"seed":99999999999999999999}', '/seed', 'is too large'],
  ['{"seed":3000000000}', '/seed', 'must be at most 2147483647'],
])('%s is told at its own place', async (payload, pointer, detail) => {
  const headers = { 'content-type': 'application/json' };
  const { body } = await t.call({ method: 'POST', url: '/v1/generations', payload, headers });
  expect(body.errors).toContainEqual({ pointer, detail });
});

test('all wrong fields are listed, each with a pointer and in plain words', async () => {
  const payload = {
    copy: { headline: 'x'.repeat(81), price: 7, locale: 'x_y' },
    brand: { primary: 'red' },
    assets: [{ assetId: 'a' }],
    formats: ['square', { width: 1.5, height: 9 }],
    variants: 99,
    metadata: { 'a/b': 'half \ud800' },
    colour: 1,
  };
  const { body } = await t.call({ method: 'POST', url: '/v1/generations', payload });
  const errors = Object.fromEntries(body.errors.map((one: { pointer: string; detail: string }) => Object.values(one)));
  expect(errors).toEqual({
    '/kind': 'is missing',
    '/copy/headline': 'may have at most 80 characters',
    '/copy/price': 'must be text',
    '/copy/locale': 'must be a locale as in BCP 47, such as en or zh-Hant',
    '/brand/primary': 'must be a colour, written #rrggbb',
    '/assets/0/assetId': expect.stringContaining('must be an id'),
    '/formats/1': expect.stringContaining('must be a format, a preset or a size'),
    '/variants': 'must be at most 8',
    '/metadata/a~1b': 'contains half a surrogate pair or bytes that are not UTF-8',
    '/colour': 'is not known here',
  });
  expect(body).toMatchObject({ status: 422, field: body.errors[0].pointer.slice(1) });
  expect(JSON.stringify(body)).not.toMatch(/expected|received|Invalid|Too (big|small)/);
});

test.each([
  ['limit=0', 'limit'],
  ['limit=1e1', 'limit'],
  ['limit=%2B5', 'limit'],
  ['limit=0x10', 'limit'],
  ['limit=%205', 'limit'],
  ['limit=5.0', 'limit'],
  ['limit=', 'limit'],
  ['limit=5&limit=6', 'limit'],
  ['kind=AD&kind=AD', 'kind'],
  ['limit=101', 'limit'],
  ['cursor=nonsense', 'cursor'],
  ['kind=POSTER', 'kind'],
  ['projectId=7', 'projectId'],
  ['colour=red', 'colour'],
])('a list with ?%s is 422 with the field', async (query, field) => {
  const answer = await t.call({ url: `/v1/outputs?${query}` });
  expect(answer.body).toMatchObject({ status: 422, code: 'validation_failed', field });
});
