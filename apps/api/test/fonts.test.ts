import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { post } from './images.ts';
import { dial, untilClosed } from './sockets.ts';

const file = createRequire(import.meta.resolve('@proofsheet/render')).resolve(
  '@fontsource/anton/files/anton-latin-400-normal.woff2',
);
const anton = readFileSync(file);

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
});
afterAll(() => t.close());

function form(...files: readonly Buffer[]): FormData {
  const data = new FormData();
  for (const bytes of files) data.append('file', new Blob([new Uint8Array(bytes)]), 'brand.woff2');
  return data;
}
const upload = (body: FormData, headers = {}) => post(`${address}/v1/fonts`, t.caller.key, body, headers);
const objects = () => Array.fromAsync(t.storage.list('fonts/'), ({ key }) => key);
const rows = () => t.db.selectFrom('Font').select('objectKey').execute();

test('a font is read, kept, listed and deleted with its file', async () => {
  const { status, body, headers } = await upload(form(anton));
  expect(status).toBe(201);
  expect(headers.location).toBe(`/v1/fonts/${body.id}`);
  expect(body).toMatchObject({
    ...{ family: 'Anton', style: 'Regular', weight: { least: 400, most: 400 }, mediaType: 'font/woff2' },
    ...{ bytes: anton.length, originalName: 'brand.woff2', characters: expect.any(Number) },
  });
  expect((await t.storage.get(`fonts/${body.id}/font.woff2`)).equals(anton)).toBe(true);
  expect((await t.call({ url: `/v1/fonts/${body.id}` })).body).toEqual(body);
  expect((await t.call({ url: '/v1/fonts' })).body.items).toContainEqual(body);

  const stranger = await t.newCaller();
  expect((await t.call({ as: stranger, url: `/v1/fonts/${body.id}` })).status).toBe(404);
  expect((await t.call({ as: stranger, url: '/v1/fonts' })).body.items).toEqual([]);
  expect((await t.call({ as: stranger, method: 'DELETE', url: `/v1/fonts/${body.id}` })).status).toBe(404);

  expect((await t.call({ method: 'DELETE', url: `/v1/fonts/${body.id}` })).body).toEqual(body);
  expect((await t.call({ url: `/v1/fonts/${body.id}` })).status).toBe(404);
  expect((await t.call({ method: 'DELETE', url: `/v1/fonts/${body.id}` })).status).toBe(404);
  expect(await objects()).toEqual([]);
});

test.each([
  ['nothing', () => form(), 422, 'upload_empty'],
  ['an empty file', () => form(Buffer.alloc(0)), 422, 'upload_empty'],
  ['a picture', () => form(Buffer.from('\x89PNG and so on')), 422, 'upload_not_a_font'],
  ['half a font', () => form(anton.subarray(0, 9000)), 422, 'upload_not_a_font'],
  ['more than 5 MB', () => form(Buffer.concat([anton, Buffer.alloc(5_000_000)])), 413, 'upload_too_large'],
  ['two fonts', () => form(anton, anton), 413, 'upload_too_many_files'],
])('%s is refused by name, and leaves neither row nor object', async (_, body, status, code) => {
  expect(await upload(body())).toMatchObject({ status, body: { code, field: 'file' } });
  expect([await objects(), await rows()]).toEqual([[], []]);
});

test('a connection goes on after a refusal that came before the end of the body', async () => {
  const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${'x'.repeat(6_000_000)}\r\n--b--\r\n`;
  const type = 'Content-Type: multipart/form-data; boundary=b';
  const head = `POST /v1/fonts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${t.caller.key}\r\n${type}\r\n`;
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect((await answered).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
});

test('all that is wrong with a form is said at once', async () => {
  const data = form(Buffer.alloc(0));
  data.append('family', 'Anton');
  data.append('role', new Blob(['x']), 'a.txt');
  const { body } = await upload(data);
  expect(body).toMatchObject({ status: 422, code: 'upload_empty', field: 'file' });
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/file', '/family', '/role']);
});

test('the same key with the same font creates one', async () => {
  const once = { 'idempotency-key': 'font-1' };
  const first = await upload(form(anton), once);
  const second = await upload(form(anton), once);
  expect(second.body).toEqual(first.body);
  expect(second.headers['idempotency-replayed']).toBe('true');
  expect(await rows()).toHaveLength(1);
  expect(await objects()).toHaveLength(1);
});

test('a generation names its fonts, keeps their hashes, and is refused with one that is not there', async () => {
  const { body: font } = await upload(form(anton));
  const submit = (brand: object, as = t.caller) =>
    t.call({
      ...{ as, method: 'POST', url: '/v1/generations' },
      payload: { kind: 'THUMBNAIL', copy: { headline: 'Hello' }, brand },
    });
  const { status, body } = await submit({ font: font.id, textFont: font.id });
  expect(status).toBe(202);
  const { spec } = await t.db
    .selectFrom('Generation')
    .select('spec')
    .where('id', '=', body.id)
    .executeTakeFirstOrThrow();
  const used = { id: font.id, sha256: font.sha256 };
  expect(spec.fonts).toEqual({ font: used, textFont: used });

  const stranger = await t.newCaller();
  for (const answer of [
    await submit({ textFont: '0199b1f0-0000-7000-8000-000000000000' }),
    await submit({ textFont: font.id }, stranger),
  ])
    expect(answer).toMatchObject({ status: 422, body: { code: 'unknown_font', field: 'brand/textFont' } });
  expect((await submit({ font: 'Anton' })).body).toMatchObject({ code: 'validation_failed', field: 'brand/font' });
});

test('a COMMIT whose answer is lost takes no file from a row that is there', async () => {
  const before = (await rows()).length;
  t.proxies.database.cutAtCommit();
  const codes = [(await upload(form(anton))).body.code, (await upload(form(anton))).body.code];
  await t.proxies.database.restore();
  expect(codes).toEqual(['dependency_unavailable', 'dependency_unavailable']);
  // The first COMMIT never came to the server, the answer to the second never came back.
  expect(await rows()).toHaveLength(before + 1);
  for (const { objectKey } of await rows()) expect(await t.storage.exists(objectKey)).toBe(true);
});

test('what one user has waiting to be examined is bounded; others are not kept out', async () => {
  const busy = await t.newCaller();
  const send = (key: string) => post(`${address}/v1/fonts`, key, form(anton));
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(busy.key)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(3);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.body).toMatchObject({ code: 'rate_limited' });
  expect(refused?.headers['retry-after']).toBe('10');
  expect((await send(busy.key)).status).toBe(201);
}, 60_000);
