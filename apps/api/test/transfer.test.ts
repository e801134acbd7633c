import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  t.api.inject({ url, headers: { authorization: `Bearer ${t.caller.key}`, ...headers } });

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('JSON is sent as %s to who takes it, and is the same', async (encoding, unpack) => {
  const plain = await get('/v1/formats');
  const packed = await get('/v1/formats', { 'accept-encoding': encoding });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(packed.headers).toMatchObject({
    'content-encoding': encoding,
    vary: expect.stringContaining('accept-encoding'),
  });
  expect(unpack(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3);
});

test('a short answer is sent as it is', async () => {
  expect((await get('/healthz', { 'accept-encoding': 'gzip, br' })).headers['content-encoding']).toBeUndefined();
});

test.each(['/v1/formats', '/v1/formats?kind=AD', '/v1/templates', '/docs/openapi.json', '/docs/js/scalar.js'])(
  '%s is 304 for who has it already, however it is encoded',
  async (url) => {
    const first = await get(url, { 'accept-encoding': 'br' });
    expect(first).toMatchObject({ statusCode: 200, headers: { 'content-encoding': 'br' } });
    const again = await get(url, { 'if-none-match': `${first.headers.etag}`, 'accept-encoding': 'gzip' });
    expect(again).toMatchObject({ statusCode: 304, payload: '', headers: { etag: first.headers.etag } });
    expect((await get(url, { 'if-none-match': `W/"a", ${first.headers.etag}` })).statusCode).toBe(304);
    expect((await get(url, { 'if-none-match': '*' })).statusCode).toBe(304);
    expect((await get(url, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  },
);

test('the reference page is 304 for who has it already', async () => {
  const { headers } = await get('/docs/');
  expect((await get('/docs/', { 'if-none-match': `${headers.etag}` })).statusCode).toBe(304);
});

test('the catalogue of another kind has another tag', async () => {
  const tags = await Promise.all(['AD', 'THUMBNAIL'].map((kind) => get(`/v1/formats?kind=${kind}`)));
  expect(new Set(tags.map(({ headers }) => headers.etag)).size).toBe(2);
});

test('a compressed body is 415, not guessed at, and says what is taken', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  const answer = await t.call({ method: 'POST', url: '/v1/projects', payload: '{"name":"a"}', headers });
  expect(answer.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  expect(answer.headers['accept-encoding']).toBe('identity');
  expect((await t.call({ url: '/v1/projects', headers })).status).toBe(200);
});
