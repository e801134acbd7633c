import { createHash } from 'node:crypto';
import { claimGeneration, completeGeneration } from '@proofsheet/database';
import { objectKeys } from '@proofsheet/domain';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presigned } from '../src/answers/address.ts';
import { startTestApi, type TestApi } from './harness.ts';

const SHOP = 'https://shop.example';
const ADDRESS_SECONDS = 3600;
const bytes = Buffer.from('not quite a picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');

let t: TestApi;
let id: string;
let outputId: string;
beforeAll(async () => {
  t = await startTestApi({ addressSeconds: ADDRESS_SECONDS, allowedOrigins: [SHOP] });
  id = await aGeneration(t.db, { userId: t.caller.userId });
  await claimGeneration(t.db, { id, leaseSeconds: 60 });
  const objectKey = objectKeys.output(id, 1, 0, 'image/jpeg');
  await t.storage.put(objectKey, bytes, { bytes: bytes.length, mediaType: 'image/jpeg' });
  const outputs = [anOutput({ objectKey, sha256, bytes: bytes.length })];
  await completeGeneration(t.db, { id, attempt: 1, outputs });
  outputId = (await firstOutput()).id;
});
afterAll(() => t.close());

const firstOutput = async (query = '') => (await t.call({ url: `/v1/generations/${id}${query}` })).body.outputs[0];

test('an address stays the same for minutes, and works for as long as promised', async () => {
  const settings = { addressSeconds: ADDRESS_SECONDS };
  const at = (time: string) =>
    presigned({ storage: t.storage, settings }, 'a/b.jpg', { fileName: 'b.jpg' }, new Date(time));
  const [first, same, next] = [
    await at('2026-01-31T12:00:00.000Z'),
    await at('2026-01-31T12:14:59.999Z'),
    await at('2026-01-31T12:15:00.000Z'),
  ];
  expect(same).toEqual(first);
  expect(next.url).not.toBe(first.url);
  expect([first.urlExpiresAt, next.urlExpiresAt]).toEqual(['2026-01-31T13:15:00.000Z', '2026-01-31T13:30:00.000Z']);
  const { searchParams } = new URL(first.url);
  expect(searchParams.get('X-Amz-Date')).toBe('20260131T120000Z');
  expect(searchParams.get('X-Amz-Expires')).toBe(`${ADDRESS_SECONDS + 900}`);
});

test('a file at its address may be kept', async () => {
  const answer = await fetch((await firstOutput()).url);
  expect(answer.headers.get('cache-control')).toBe(`private, immutable, max-age=${ADDRESS_SECONDS}`);
});

test('it saves a file, or shows the image where that is asked for', async () => {
  const saved = await fetch((await firstOutput()).url);
  expect(saved.headers.get('content-disposition')).toBe('attachment; filename="youtube-thumbnail-0.jpg"');
  const shown = await fetch((await firstOutput('?disposition=inline')).url);
  expect(shown.headers.get('content-disposition')).toBe('inline; filename="youtube-thumbnail-0.jpg"');
  expect((await t.call({ url: `/v1/outputs?disposition=bottom` })).status).toBe(422);
});

test('the file itself comes to who has a key; HEAD and who has it already need no storage', async () => {
  const file = (method: 'GET' | 'HEAD', headers = {}) =>
    t.call({ method, url: `/v1/outputs/${outputId}/file?disposition=inline`, headers });
  expect(await file('GET')).toMatchObject({ status: 200, body: bytes.toString() });
  await t.proxies.storage.cut();
  const head = await file('HEAD');
  expect(head).toMatchObject({ status: 200, body: '' });
  expect(head.headers).toMatchObject({
    ...{ 'content-type': 'image/jpeg', 'content-length': `${bytes.length}`, etag: `"${sha256}"` },
    'cache-control': `private, immutable, max-age=${ADDRESS_SECONDS}`,
    'content-disposition': 'inline; filename="youtube-thumbnail-0.jpg"',
  });
  for (const known of [`"${sha256}"`, `"other", W/"${sha256}"`, '*'])
    expect(await file('GET', { 'if-none-match': known }), known).toMatchObject({ status: 304, body: '' });
  expect((await file('GET')).body).toMatchObject({ status: 503, dependency: 'storage' });
  await t.proxies.storage.restore();
  const stranger = await t.newCaller();
  expect((await t.call({ url: `/v1/outputs/${outputId}/file`, as: stranger })).status).toBe(404);
});

test('pages of an allowed origin may call it, and read its headers; of others not', async () => {
  const ask = (origin: string) => t.call({ url: '/v1/outputs', headers: { origin } });
  expect((await ask(SHOP)).headers).toMatchObject({
    'access-control-allow-origin': SHOP,
    'access-control-expose-headers': expect.stringContaining('x-request-id'),
    vary: expect.stringContaining('Origin'),
  });
  expect((await ask('https://other.example')).headers['access-control-allow-origin']).toBeUndefined();
  const preflight = await t.call({
    ...{ method: 'OPTIONS', url: '/v1/generations', as: null },
    headers: { origin: SHOP, 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers['access-control-allow-headers']).toContain('idempotency-key');
});

test('an address that stays leads who has the key to the image, and nobody else', async () => {
  const { id: generation } = (
    await t.call({
      method: 'POST',
      url: '/v1/generations',
      payload: { kind: 'AD', copy: { headline: 'Hello' }, variants: 1, formats: ['square'] },
    })
  ).body;
  await claimGeneration(t.db, { id: generation, leaseSeconds: 60 });
  const output = anOutput();
  await t.storage.put(output.objectKey, Buffer.from('image'), { bytes: 5, mediaType: 'image/jpeg' });
  await completeGeneration(t.db, { id: generation, attempt: 1, outputs: [output] });
  const url = `/v1/outputs/${output.id}/content`;
  const answer = await t.call({ url });
  expect(answer).toMatchObject({ status: 302, body: '' });
  expect(await (await fetch(`${answer.headers.location}`)).text()).toBe('image');
  expect((await t.call({ as: null, url })).status).toBe(401);
});
