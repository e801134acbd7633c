import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { openOutbound, outboundSlice } from '@proofsheet/outbound';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { form, picture, pictureOf, post } from './images.ts';

const outbound = openOutbound(outboundSlice.schema.parse({ allow: '127.0.0.1' }));
let t: TestApi;
let files: string;
let address: string;
const asked: string[] = [];
const seen: IncomingMessage['headers'][] = [];
const answers = new Map<string, (response: ServerResponse) => unknown>();
const server = createServer((request, response) => {
  asked.push(`${request.url}`);
  seen.push(request.headers);
  const answer = answers.get(`${request.url}`.split('?')[0] ?? '');
  if (answer) answer(response);
  else response.writeHead(404).end();
});
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  files = `http://127.0.0.1:${port}`;
  t = await startTestApi({ importSeconds: 60, uploadsPerUser: 2 }, {}, { outbound });
  address = await t.listen();
});
beforeEach(() => {
  asked.length = 0;
  seen.length = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await t.close();
});

const jpeg = await picture();
answers.set('/me.jpg', (response) => response.end(jpeg));
answers.set('/never', () => {});

const ask = (payload: object, headers = {}, as = t.caller, of = t) =>
  of.call({ method: 'POST', url: '/v1/assets/imports', payload, headers, as });
const one = (url: string, more = {}) => ask({ files: [{ url, role: 'PERSON', ...more }] });

test('files behind addresses become assets like uploads, named as their servers or addresses say', async () => {
  const { body: project } = await t.call({ method: 'POST', url: '/v1/projects', payload: { name: 'Imported' } });
  const [png, webp] = [await picture(32, 32, 'png'), await picture(40, 20, 'webp')];
  answers.set('/gr%C3%BCn.png', (response) => response.end(png));
  const disposition = `attachment; filename="no.webp"; filename*=UTF-8''a%2Fb%00%E2%82%AC.webp`;
  answers.set('/download', (response) => response.writeHead(200, { 'content-disposition': disposition }).end(webp));
  answers.set('/moved', (response) => response.writeHead(302, { location: '/download' }).end());
  const raw = Buffer.from('inline; filename="blåbær.jpg"').toString('latin1');
  answers.set('/raw', (response) => response.writeHead(200, { 'content-disposition': raw }).end(jpeg));
  expect((await one(`${files}/raw`, { role: 'BACKGROUND' })).body.assets[0].originalName).toBe('blåbær.jpg');
  seen.length = 0;
  const { status, body } = await ask({
    projectId: project.id,
    files: [
      { url: `${files}/gr%C3%BCn.png?v=1`, role: 'LOGO' },
      { url: `${files}/moved`, role: 'PRODUCT' },
      { url: `${files}/me.jpg`, role: 'PERSON', name: 'C:\\photos\\ada.jpg' },
    ],
  });
  expect(status).toBe(201);
  expect(body.assets).toMatchObject([
    { originalName: 'grün.png', role: 'LOGO', mediaType: 'image/png', bytes: png.length, projectId: project.id },
    { originalName: 'b€.webp', role: 'PRODUCT', mediaType: 'image/webp', width: 40 },
    { originalName: 'ada.jpg', role: 'PERSON', status: 'PENDING' },
  ]);
  expect(seen[0]).toMatchObject({
    'user-agent': expect.stringMatching(/^Proofsheet/),
    accept: expect.stringMatching(/webp/),
  });
  const ids = body.assets.map(({ id }: { id: string }) => `${id}-d0`);
  await expect.poll(() => t.queues.liveJobs('ingest', ids)).toEqual(new Set(ids));
  expect((await t.storage.get(`assets/${body.assets[0].id}/original.png`)).equals(png)).toBe(true);
  expect(await t.scratch()).toEqual([]);
});

test('a file is stored once, however it comes and however often; a repeated request fetches nothing', async () => {
  const file = await pictureOf(30_000);
  answers.set('/once', (response) => response.end(file));
  answers.set('/zipped', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(file)));
  const uploaded = await post(`${address}/v1/assets?role=LOGO`, t.caller.key, form(file));
  const { id } = uploaded.body.assets[0];
  const twice = { files: ['/once', '/zipped'].map((path) => ({ url: `${files}${path}`, role: 'LOGO' })) };
  const first = await ask(twice, { 'idempotency-key': 'k1' });
  expect(first.body.assets.map((asset: { id: string }) => asset.id)).toEqual([id, id]);
  const again = await ask(twice, { 'idempotency-key': 'k1' });
  expect(again).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' }, body: first.body });
  expect(asked.sort()).toEqual(['/once', '/zipped']);
  const other = { files: [{ url: `${files}/once`, role: 'LOGO' }] };
  expect((await ask(other, { 'idempotency-key': 'k1' })).body.code).toBe('idempotency_key_reused');
});

const html = (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Sign in</title>');
const redirect = (location: string) => (response: ServerResponse) => response.writeHead(302, { location }).end();
test.each<[string, string, ((response: ServerResponse) => unknown) | undefined, number, string, boolean]>([
  ['no address', 'me.jpg', undefined, 422, 'url_not_allowed', false],
  ['another protocol', 'data:image/png;base64,AAAA', undefined, 422, 'url_not_allowed', false],
  ['the metadata of the cloud', 'http://169.254.169.254/latest', undefined, 422, 'url_not_allowed', false],
  ['a redirect to it', '', redirect('http://[::ffff:169.254.169.254]/'), 422, 'url_not_allowed', false],
  ['a redirect to itself', '', redirect(''), 422, 'url_too_many_redirects', false],
  ['nothing', '', (response) => response.writeHead(404).end(), 422, 'url_not_a_file', false],
  ['a page', '', html, 422, 'url_not_a_file', false],
  ['an empty file', '', (response) => response.end(), 422, 'upload_empty', false],
  ['a GIF', '', async (response) => response.end(await picture(9, 9, 'gif')), 415, 'upload_type_not_taken', false],
  [
    'too much',
    '',
    (response) => response.writeHead(200, { 'content-length': 5e7 + 1 }).flushHeaders(),
    413,
    'url_file_too_large',
    false,
  ],
  [
    'a bomb',
    '',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
    413,
    'url_file_too_large',
    false,
  ],
  [
    'what is no gzip',
    '',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    502,
    'url_unreachable',
    true,
  ],
  [
    'half a file',
    '',
    (response) => response.writeHead(200, { 'content-length': 99 }).write('x', () => response.destroy()),
    502,
    'url_unreachable',
    true,
  ],
  ['an error', '', (response) => response.writeHead(503).end(), 502, 'url_unreachable', true],
  ['nobody', 'http://127.0.0.1:9099/', undefined, 502, 'url_unreachable', true],
])(
  '%s is refused with a code and its field, and nothing stays behind',
  async (name, url, answer, status, code, retryable) => {
    const path = `/${encodeURIComponent(name)}`;
    if (answer) answers.set(path, answer);
    const before = await everything();
    const good = { url: `${files}/me.jpg?${name}`, role: 'LOGO' };
    const refused = await ask({ files: [good, { url: url || `${files}${path}`, role: 'LOGO' }] });
    expect(refused.body).toMatchObject({ status, code, retryable, field: 'files/1/url' });
    expect(await everything()).toEqual(before);
  },
);
const BOMB = gzipSync(Buffer.alloc(60_000_000));

test('a server that stops in the middle is waited for until the time is up, and nothing stays behind', async () => {
  const impatient = await startTestApi({ importSeconds: 1 }, {}, { outbound });
  onTestFinished(() => impatient.close());
  answers.set('/stops', (response) => response.write(jpeg.subarray(0, 50)));
  const sent = [`${files}/me.jpg`, `${files}/stops`].map((url) => ({ url, role: 'LOGO' }));
  const refused = await ask({ files: sent }, {}, impatient.caller, impatient);
  expect(refused).toMatchObject({ status: 504, body: { code: 'url_timeout', field: 'files/1/url' } });
  expect(await everything(impatient)).toEqual({ objects: [], rows: [], scratch: [] });
});

test('all that is wrong is said at once, and is final where one of it is', async () => {
  const wrong = await one('ftp://x', { role: 'HERO', more: 1, name: 7 });
  expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(
    ['/files/0/more', '/files/0/name', '/files/0/role'].sort(),
  );
  const named = await ask({ files: [{ url: 'ftp://x', role: 'LOGO', name: 'a\u0007' }] });
  expect(named.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/files/0/name',
    '/files/0/url',
  ]);
  const urls = ['/away', '/none', '/me.jpg'].map((path) => ({ url: `${files}${path}`, role: 'LOGO' }));
  answers.set('/away', (response) => response.writeHead(500).end());
  const mixed = await ask({ files: urls });
  expect(mixed.body).toMatchObject({ code: 'url_not_a_file', retryable: false, field: 'files/0/url' });
  expect(mixed.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/files/0/url',
    '/files/1/url',
  ]);
  expect((await ask({ files: [] })).body.field).toBe('files');
  expect((await ask({ files: Array(21).fill(urls[2]) })).body.field).toBe('files');
  expect(await ask({ files: urls, projectId: crypto.randomUUID() })).toMatchObject({ status: 404 });
});

test('imports take the places of uploads, and one whose client hangs up lets go', async () => {
  const caller = await t.newCaller();
  const hangUp = new AbortController();
  const headers = { authorization: `Bearer ${caller.key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ files: [{ url: `${files}/never`, role: 'LOGO' }] });
  const send = () => fetch(`${address}/v1/assets/imports`, { method: 'POST', body, headers, signal: hangUp.signal });
  const both = [send(), send()].map((sent) => sent.catch(() => {}));
  await expect.poll(() => asked).toEqual(['/never', '/never']);
  const third = await ask({ files: [{ url: `${files}/me.jpg`, role: 'LOGO' }] }, {}, caller);
  expect(third).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  hangUp.abort();
  await Promise.all(both);
  await expect.poll(() => t.scratch()).toEqual([]);
  expect((await ask({ files: [{ url: `${files}/me.jpg`, role: 'LOGO' }] }, {}, caller)).status).toBe(201);
});

async function everything(of = t) {
  const objects = await Array.fromAsync(of.storage.list(''), ({ key }) => key);
  const rows = await of.db.selectFrom('Asset').select('id').execute();
  return { objects: objects.sort(), rows: rows.map(({ id }) => id).sort(), scratch: await of.scratch() };
}
