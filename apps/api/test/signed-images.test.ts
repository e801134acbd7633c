// Longer than a file should be: all of its tests share one signing key and one way to play the worker.

import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { claimGeneration, completeGeneration, failGeneration } from '@proofsheet/database';
import { canonicalImage } from '@proofsheet/domain';
import { anAsset, anOutput } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

const VECTORS = JSON.parse(
  await readFile(new URL('../../../docs/signed-images.vectors.json', import.meta.url), 'utf8'),
) as {
  secret: string;
  key: string;
  vectors: { about: string; address: string; alsoAccepted?: string[] }[];
  refused: { about: string; address: string }[];
};
const BYTES = Buffer.from('the bytes of a picture');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

let t: TestApi;
let key: { id: string; secret: string };
beforeAll(async () => {
  t = await startTestApi({ imageWaitSeconds: 0.3, newImagesPerHour: 20, allowedOrigins: ['https://app.example'] });
  key = await newKey();
});
afterAll(() => t.close());

async function newKey(as = t.caller): Promise<{ id: string; secret: string }> {
  return (await t.call({ method: 'POST', url: '/v1/signing-keys', payload: { name: 'test' }, as })).body;
}

function signed(parameters: Record<string, string>, { path = '/i/auto.jpg', by = key } = {}): string {
  const all = { ...parameters, key: by.id };
  const text = canonicalImage(path, new Map(Object.entries(all)));
  const sig = createHmac('sha256', by.secret).update(text).digest('base64url');
  return `${path}?${new URLSearchParams({ ...all, sig })}`;
}

const show = (url: string, headers = {}, method: 'GET' | 'HEAD' = 'GET') => t.call({ url, headers, method, as: null });
const generations = ({ db } = t) => db.selectFrom('Generation').selectAll().orderBy('id').execute();

/** As a worker would. */
async function make(id: string, { db, storage } = t): Promise<void> {
  await claimGeneration(db, { id, leaseSeconds: 60 });
  const output = { ...anOutput({ objectKey: `generations/${id}/1/0.jpg` }), bytes: BYTES.length, sha256: SHA256 };
  await storage.put(output.objectKey, BYTES, { bytes: BYTES.length, mediaType: 'image/jpeg' });
  expect(await completeGeneration(db, { id, attempt: 1, outputs: [output] })).toBe(true);
}

async function lastId(api = t): Promise<string> {
  return (await generations(api)).at(-1)?.id ?? '';
}

/** An address whose picture is there. */
async function shown(parameters: Record<string, string>): Promise<string> {
  const address = signed(parameters);
  expect((await show(address)).status).toBe(503);
  await make(await lastId());
  return address;
}

test('the first request waits for the picture, and all others get what is stored, for a year', async () => {
  const patient = await startTestApi({ imageWaitSeconds: 20 });
  onTestFinished(() => patient.close());
  const { body: by } = await patient.call({ method: 'POST', url: '/v1/signing-keys', payload: { name: 'test' } });
  const waiting = patient.call({ url: signed({ headline: 'Now' }, { by }), as: null });
  await expect.poll(() => lastId(patient), { timeout: 10_000 }).not.toBe('');
  await make(await lastId(patient), patient);
  expect(await waiting).toMatchObject({ status: 200, body: BYTES.toString() });

  const address = await shown({ headline: 'Now', seed: '7' });
  const answer = await show(address);
  expect(answer).toMatchObject({ status: 200, body: BYTES.toString() });
  expect(answer.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': `${BYTES.length}`,
    etag: `"${SHA256}"`,
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'content-disposition': expect.stringContaining('inline'),
  });
  expect(answer.headers).not.toHaveProperty('set-cookie');
  expect(answer.headers).not.toHaveProperty('vary');
  const before = (await generations()).length;
  for (const headers of [
    { 'user-agent': 'facebookexternalhit/1.1' },
    { origin: 'https://evil.example', cookie: 'a=b' },
  ]) {
    expect(await show(address, headers)).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': '*' },
    });
  }
  expect(await show(address, { 'if-none-match': `W/"${SHA256}"` })).toMatchObject({ status: 304, body: '' });
  expect(await show(address, {}, 'HEAD')).toMatchObject({
    status: 200,
    body: '',
    headers: { 'content-length': `${BYTES.length}` },
  });
  expect((await generations()).length).toBe(before);
  const [row] = await generations();
  expect(row).toMatchObject({ seed: 7, kind: 'THUMBNAIL', spec: { variants: 1, formats: ['youtube-thumbnail'] } });
});

test('twenty that ask at once, each in another way to write it, make one generation', async () => {
  const before = (await generations()).length;
  const address = signed({ headline: 'Once & for **all**', subline: 'a+b' });
  const [path, query = ''] = address.split('?');
  const pairs = query.split('&');
  const ways = Array.from({ length: 20 }, (_, turn) =>
    `${path}?${[...pairs.slice(turn % 4), ...pairs.slice(0, turn % 4)].join(turn % 2 ? '&amp;' : '&')}`.replaceAll(
      '+',
      turn % 3 ? '+' : '%20',
    ),
  );
  const answers = await Promise.all(ways.map((way) => show(way)));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(503));
  expect((await generations()).length).toBe(before + 1);
});

test('what is not ready in time is an answer that no cache keeps', async () => {
  const answer = await show(signed({ headline: 'Slow' }));
  expect(answer).toMatchObject({ status: 503, body: { code: 'image_not_ready' } });
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': '3' });
});

test('one that came to nothing says why, and is tried again after ten minutes only', async () => {
  const address = signed({ headline: 'Fails' });
  await show(address);
  const id = await lastId();
  await claimGeneration(t.db, { id, leaseSeconds: 60 });
  await failGeneration(t.db, { id, attempt: 1, error: { code: 'no_template_fits', message: 'None.' } });
  const answer = await show(address);
  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'no_template_fits' },
    headers: { 'cache-control': 'no-store' },
  });
  expect(await lastId()).toBe(id);
  await sql`update "Generation" set "finishedAt" = now() - interval '11 minutes' where "id" = ${id}`.execute(t.db);
  expect((await show(address)).status).toBe(503);
  expect(await lastId()).not.toBe(id);
});

test('a picture that its user deletes is made anew', async () => {
  const address = await shown({ headline: 'Deleted' });
  const id = await lastId();
  expect((await t.call({ method: 'DELETE', url: `/v1/generations/${id}` })).status).toBeLessThan(300);
  expect((await show(address)).status).toBe(503);
  expect(await lastId()).not.toBe(id);
});

test('the documented vectors are taken as they are, and what must not be taken is not', async () => {
  const { userId } = t.caller;
  await t.db
    .insertInto('SigningKey')
    .values({ id: VECTORS.key, secret: VECTORS.secret, userId, name: 'docs' })
    .execute();
  for (const { about, address, alsoAccepted = [] } of VECTORS.vectors) {
    for (const way of [address, ...alsoAccepted]) expect((await show(way)).status, about).not.toBe(403);
  }
  for (const { about, address } of VECTORS.refused) expect([403, 422], about).toContain((await show(address)).status);
});

test('nothing of an address can be changed, left out, added, or given twice', async () => {
  const address = await shown({ headline: 'Fixed', subline: 'Here' });
  expect((await show(address)).status).toBe(200);
  const before = (await generations()).length;
  const sig = /sig=([^&]+)/.exec(address)?.[1] ?? '';
  // The last letter of 43 has two spare bits: a decoder would take four letters for the same signature.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twin = alphabet[alphabet.indexOf(sig.at(-1) ?? '') ^ 1];
  const attacks: [string, number][] = [
    [address.replace('Fixed', 'fixed'), 403],
    [address.replace('auto.jpg', 'auto.png'), 403],
    [address.replace('auto.jpg', 'card.jpg'), 403],
    [address.replace('&subline=Here', ''), 403],
    [address.replace('Here', 'Here%20'), 403],
    [address.replace('headline=Fixed&subline=Here', 'headline=Fixed%0Asubline=Here'), 422],
    [address.replace('headline=Fixed', 'headline=Fixed&headline=Other'), 422],
    [address.replace('headline=Fixed', 'headline=Other&amp;headline=Fixed'), 422],
    [address.replace('headline=', 'Headline='), 422],
    [`${address}&utm_source=x`, 422],
    [`${address}&v=2`, 403],
    [address.replace(sig, sig.slice(0, -1) + twin), 403],
    [address.replace(sig, `${sig}%3D`), 403],
    [address.replace(sig, ''), 403],
    [address.replace(/&sig=[^&]+/, ''), 403],
    [address.replace(key.id, '0199c0de-7a11-7000-8000-00000000000f'), 403],
    [address.replace(key.id, key.id.toUpperCase()), 403],
    [address.replace(key.id, "x' or 1=1"), 403],
    [address.replace('Fixed', '%C0%AF'), 400],
    [address.replace('Fixed', '%zz'), 400],
    [address.replace('Fixed', '%00'), 422],
    [address.replace('/i/auto', '/i/..%2fi%2fauto'), 404],
    [address.replace('.jpg', '.svg'), 404],
    [address.replace('/i/auto', `/i/${'a'.repeat(3000)}`), 404],
    [address.replace('Fixed', 'x'.repeat(5000)), 413],
  ];
  for (const [attack, status] of attacks) {
    const answer = await show(attack);
    expect([attack, answer.status], answer.body.detail).toEqual([attack, status]);
    expect(answer.headers['cache-control']).toBe('no-store');
  }
  expect((await generations()).length).toBe(before);
});

test('headers change nothing of what a cache would keep', async () => {
  const address = await shown({ headline: 'Poison' });
  const plain = await show(address);
  const poisoned = await show(address, {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-original-url': '/i/other.jpg',
    'x-http-method-override': 'DELETE',
    accept: 'text/html',
    'accept-encoding': 'br',
    range: 'bytes=0-1',
    origin: 'https://app.example',
  });
  const kept = ({ status, headers, body }: typeof plain) => {
    const { date: _, 'x-request-id': __, ...rest } = headers;
    return { status, body, rest };
  };
  expect(kept(poisoned)).toEqual(kept(plain));
});

test('a revoked key shows nothing any more, another key of the user shows the same picture', async () => {
  const old = await newKey();
  const address = signed({ headline: 'Rotated' }, { by: old });
  await show(address);
  await make(await lastId());
  const before = (await generations()).length;
  expect((await show(signed({ headline: 'Rotated' }))).status).toBe(200);
  const revoked = await t.call({ method: 'DELETE', url: `/v1/signing-keys/${old.id}` });
  expect(revoked).toMatchObject({ status: 200, body: { revokedAt: expect.any(String) } });
  expect(await show(address)).toMatchObject({ status: 403, body: { code: 'signature_invalid' } });
  expect((await generations()).length).toBe(before);
  const listed = await t.call({ url: '/v1/signing-keys' });
  expect(JSON.stringify(listed.body)).not.toContain('psk_');
  expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(old.id);
});

test("keys are their user's alone, and so are the assets that an address names", async () => {
  const stranger = await t.newCaller();
  expect((await t.call({ method: 'DELETE', url: `/v1/signing-keys/${key.id}`, as: stranger })).status).toBe(404);
  expect((await t.call({ url: '/v1/signing-keys', as: stranger })).body.items).toEqual([]);
  const asset = await anAsset(t.db, { userId: stranger.userId });
  expect(await show(signed({ headline: 'Theirs', asset }))).toMatchObject({
    status: 422,
    body: { code: 'unknown_asset', field: 'asset' },
  });
});

test('parameters become the request, and those that are wrong are named', async () => {
  const { userId } = t.caller;
  const [one, two] = [await anAsset(t.db, { userId }), await anAsset(t.db, { userId })];
  const all = {
    ...{ headline: 'All', kind: 'AD', format: '1200x630', asset: `${one},${two}:LOGO`, price: '€9', oldPrice: '€19' },
    ...{ coupon: 'X20', couponLabel: 'Code', rating: '4.8', ratingCount: '12', point1: 'A', point2: 'B' },
    ...{ label1: 'Before', label2: 'After', accent: '#ff5500', v: '3' },
  };
  await show(signed(all, { path: '/i/auto.webp' }));
  const [row] = (await generations()).slice(-1);
  expect(row).toMatchObject({
    kind: 'AD',
    spec: {
      formats: [{ width: 1200, height: 630 }],
      mediaType: 'image/webp',
      brand: { accent: '#ff5500' },
      copy: { points: ['A', 'B'], labels: ['Before', 'After'], rating: { value: 4.8, of: 5, count: 12 } },
    },
  });
  const wrong = async (parameters: Record<string, string>, path?: string) => {
    const { status, body } = await show(signed(parameters, path === undefined ? {} : { path }));
    return [status, body.code, body.field];
  };
  expect(await wrong({ headline: '' })).toEqual([422, 'validation_failed', 'headline']);
  expect(await wrong({ headline: 'x'.repeat(81) })).toEqual([422, 'validation_failed', 'headline']);
  expect(await wrong({ headline: 'x', rating: 'many' })).toEqual([422, 'validation_failed', 'rating']);
  expect(await wrong({ headline: 'x', format: '8000x4000' })).toEqual([422, 'validation_failed', 'format']);
  expect(await wrong({ headline: 'x', format: 'everything' })).toEqual([422, 'validation_failed', 'format']);
  expect(await wrong({ headline: 'x', label1: 'one' })).toEqual([422, 'validation_failed', 'label2']);
  expect(await wrong({ headline: 'x', v: 'v'.repeat(33) })).toEqual([422, 'validation_failed', 'v']);
  expect(await wrong({ headline: 'x' }, '/i/no-such.jpg')).toEqual([422, 'unknown_template', 'template']);
});

test('new pictures have a budget; those that are there are answered all the same', async () => {
  const caller = await t.newCaller();
  const by = await newKey(caller);
  const first = signed({ headline: '0' }, { by });
  await show(first);
  await make(await lastId());
  const rest = Array.from({ length: 24 }, (_, number) => show(signed({ headline: `n${number}` }, { by })));
  const answers = await Promise.all(rest);
  expect(answers.filter(({ body }) => body.code === 'image_not_ready').length).toBe(19);
  const [spent] = answers.filter(({ status }) => status === 429);
  expect(spent).toMatchObject({ body: { code: 'too_many_new_images' }, headers: { 'cache-control': 'no-store' } });
  expect(Number(spent?.headers['retry-after'])).toBeGreaterThan(3500);
  expect((await show(first)).status).toBe(200);
});
