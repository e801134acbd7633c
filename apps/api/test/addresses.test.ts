import { createHash } from 'node:crypto';
import { claimGeneration, completeGeneration, GONE_PAGES, ownersOf } from '@proofsheet/database';
import { fileExtension, OUTPUT_MEDIA_TYPES, type OutputMediaType, objectKeys } from '@proofsheet/domain';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import sharp from 'sharp';
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

/** A finished picture of its own, 1000 pixels wide. */
async function aPicture(mediaType: OutputMediaType = 'image/jpeg') {
  const { db, storage, caller } = t;
  const id = await aGeneration(db, { userId: caller.userId });
  await claimGeneration(db, { id, leaseSeconds: 60 });
  const objectKey = objectKeys.output(id, 1, 0, mediaType);
  const output = anOutput({ mediaType, width: 1000, height: 500, objectKey });
  const create = { width: 1000, height: 500, channels: 3, background: '#28507c' } as const;
  const picture = await sharp({ create })
    .toFormat(mediaType.slice('image/'.length) as 'jpeg')
    .toBuffer();
  await storage.put(objectKey, picture, { bytes: picture.length, mediaType });
  await completeGeneration(db, { id, attempt: 1, outputs: [output] });
  const content = (query: string, headers = {}) =>
    t.call({ url: `/v1/outputs/${output.id}/content?${query}`, headers });
  const keys = () => Array.fromAsync(storage.list(`generations/${id}/`), ({ key }) => key.split('/').at(-1));
  return { id, output, picture, content, keys };
}

test.each(OUTPUT_MEDIA_TYPES)(
  'a width leads to a small %s that is made once; one as wide as the image to itself',
  async (mediaType) => {
    const { content, keys, picture, output } = await aPicture(mediaType);
    const extension = fileExtension(mediaType);
    const answers = await Promise.all(['width=300', 'width=320', 'width=161'].map((query) => content(query)));
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    const small = Buffer.from(await (await fetch(`${answers[0]?.headers.location}`)).arrayBuffer());
    const format = mediaType === 'image/avif' ? 'heif' : mediaType.slice('image/'.length);
    expect(await sharp(small).metadata()).toMatchObject({ format, width: 320, height: 160 });
    expect(await keys()).toEqual([`0-w320.${extension}`, `0.${extension}`]);
    // What is there already needs no storage.
    await t.proxies.storage.cut();
    expect((await content('width=200')).headers.location).toBe(answers[0]?.headers.location);
    for (const query of ['width=961', 'width=8192', '']) {
      const whole = await fetch(`${(await content(query)).headers.location}`);
      expect(Buffer.from(await whole.arrayBuffer()).equals(picture), query).toBe(true);
    }
    expect((await content('width=640')).body).toMatchObject({ status: 503, dependency: 'storage' });
    await t.proxies.storage.restore();
    expect((await content('width=640')).status).toBe(302);
    expect((await t.call({ url: `/v1/outputs/${output.id}` })).body.renditions).toBeUndefined();
  },
);

test('a width that is none is refused; who has the address already is told so, until it is another', async () => {
  const { content, output } = await aPicture();
  for (const query of ['width=0', 'width=8193', 'width=-1', 'width=1e2', 'width=', 'width=10&width=20'])
    expect([query, (await content(query)).body.field]).toEqual([query, 'width']);
  const { etag } = (await content('width=160')).headers;
  expect(await content('width=160', { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' });
  expect((await content('width=160&disposition=inline', { 'if-none-match': etag })).status).toBe(302);
  expect((await content('', { 'if-none-match': etag })).status).toBe(302);
  const stranger = await t.newCaller();
  expect((await t.call({ as: stranger, url: `/v1/outputs/${output.id}/content?width=160` })).status).toBe(404);
});

test('small ones belong to their output: none is an orphan, and all go with it', async () => {
  const { id, content, keys, output } = await aPicture();
  await content('width=160');
  await content('width=480');
  const [owner] = await ownersOf(t.db, { folder: 'generations', ids: [id] });
  expect(owner?.keys.map((key) => key.split('/').at(-1)).sort()).toEqual(await keys());
  await t.call({ method: 'DELETE', url: `/v1/outputs/${output.id}` });
  expect((await content('width=160')).status).toBe(404);
  const gone = [];
  for (const page of GONE_PAGES) gone.push(...(await page(t.db, { olderThanSeconds: -10, limit: 100 })).keys);
  expect(gone.map((key) => key.split('/').at(-1)).sort()).toEqual(await keys());
});
