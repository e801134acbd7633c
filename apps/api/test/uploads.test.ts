import { once } from 'node:events';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockAssets, startTestApi, type TestApi } from './harness.ts';
import { form, type Part, picture, pictureOf, post } from './images.ts';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
});
afterAll(() => t.close());

const MB = 1_000_000;

const upload = (body: FormData) => post(`${address}/v1/assets`, t.caller.key, body);

async function everything() {
  const objects = await Array.fromAsync(t.storage.list(''), (object) => object.key);
  const rows = await t.db.selectFrom('Asset').select('objectKey').execute();
  return { objects: objects.sort(), rows: rows.map((row) => row.objectKey).sort(), scratch: await t.scratch() };
}

/** Nothing in storage, in rows or on the disk that was not there before. */
async function leavesNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = await everything();
  const result = await work();
  expect(await everything()).toEqual(before);
  return result;
}

test('several files in one request become PENDING assets, each with its role, and are enqueued', async () => {
  const jpeg = await picture(640, 480);
  const png = await picture(32, 32, 'png');
  const webp = await picture(100, 50, 'webp');
  const { status, body } = await upload(form('PERSON', jpeg, 'LOGO', png, webp));
  expect(status).toBe(201);
  expect(body.assets).toMatchObject([
    { role: 'PERSON', status: 'PENDING', mediaType: 'image/jpeg', width: 640, height: 480, bytes: jpeg.length },
    { role: 'LOGO', mediaType: 'image/png', width: 32, height: 32 },
    { role: 'LOGO', mediaType: 'image/webp', width: 100, height: 50 },
  ]);
  const [first] = body.assets;
  const stored = await t.storage.get(`assets/${first.id}/original.jpg`);
  expect(stored.equals(jpeg)).toBe(true);
  expect(await t.scratch()).toEqual([]);
  const ids = body.assets.map(({ id }: { id: string }) => `${id}-d0`);
  await expect.poll(() => t.queues.liveJobs('ingest', ids)).toEqual(new Set(ids));

  const answer = await t.call({ url: `/v1/assets/${first.id}` });
  expect(answer.body).toMatchObject({ id: first.id, originalName: 'photo.jpg' });
  const download = await fetch(answer.body.url);
  expect(Buffer.from(await download.arrayBuffer()).equals(jpeg)).toBe(true);
});

test('roles that come first are handed out in their order', async () => {
  const file = await picture();
  const { body } = await upload(form('PERSON', 'PRODUCT', file, file, file));
  expect(body.assets.map(({ role }: { role: string }) => role)).toEqual(['PERSON', 'PRODUCT', 'PRODUCT']);
});

test('a file may be sent under its role, in any order and beside others', async () => {
  const file = await picture();
  const { body } = await upload(form(['logo', file], ['person', file], ['logo', file], 'BACKGROUND', file));
  expect(body.assets.map(({ role }: { role: string }) => role)).toEqual(['LOGO', 'PERSON', 'LOGO', 'BACKGROUND']);
});

test('an upload joins a project of its user', async () => {
  const { body: project } = await t.call({ method: 'POST', url: '/v1/projects', payload: { name: 'Sale' } });
  const { body } = await upload(form(['projectId', project.id], 'LOGO', await picture()));
  const images = await t.call({ url: `/v1/projects/${project.id}/images` });
  expect(images.body.items).toMatchObject([{ source: 'asset', id: body.assets[0].id, label: 'LOGO' }]);
});

test('exactly 50 MB are taken; one byte more is refused with the limit named', async () => {
  const taken = await upload(form('PRODUCT', await pictureOf(50 * MB)));
  expect(taken.body.assets[0].bytes).toBe(50 * MB);

  const refused = await leavesNothing(async () => upload(form('PRODUCT', await pictureOf(50 * MB + 1))));
  expect(refused.body).toMatchObject({ status: 413, code: 'upload_too_large', field: 'file/0' });
  expect(refused.body.detail).toContain('50 MB');
});

const good = await picture();
test.each([
  ['no image', [Buffer.from('hello')], 415, 'upload_type_not_taken', 'file/0', /JPEG, PNG and WebP/],
  ['a GIF', [await picture(10, 10, 'gif')], 415, 'upload_type_not_taken', 'file/0', /gif/],
  [
    'an SVG',
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    415,
    'upload_type_not_taken',
    'file/0',
    /JPEG/,
  ],
  ['a JPEG that is cut off in its header', [good.subarray(0, 20)], 422, 'upload_not_an_image', 'file/0', /./],
  ['51 megapixels', [await picture(10_000, 5_100, 'png')], 422, 'upload_too_many_pixels', 'file/0', /50 megapixels/],
  ['an empty file', [Buffer.alloc(0)], 422, 'upload_empty', 'file/0', /empty/],
  ['a bad file after good ones', [good, good, Buffer.from('x')], 415, 'upload_type_not_taken', 'file/2', /./],
  ['no file', [], 422, 'upload_empty', 'file', /./],
  ['21 files', Array(21).fill(good), 413, 'upload_too_many_files', undefined, /20/],
  ['an unknown role', ['CAT', good], 422, 'validation_failed', 'role', /PERSON/],
  ['a role too many', ['LOGO', good], 422, 'validation_failed', 'role', /LOGO has no `file`/],
  ['a role after its file', [good, 'LOGO'], 422, 'validation_failed', 'role', /LOGO has no `file`/],
  ['a file that is text', [['file', 'x']], 422, 'validation_failed', 'file', /file name/],
  [
    'a bad file under its role',
    [
      ['logo', good],
      ['logo', Buffer.from('x')],
    ],
    415,
    'upload_type_not_taken',
    'logo/1',
    /./,
  ],
  ['a file under another name', [['cat', good]], 422, 'validation_failed', 'cat', /person, product/],
  ['an unknown field', [['colour', 'red'], good], 422, 'validation_failed', 'colour', /./],
  ['a project that is none', [['projectId', 'x'], good], 422, 'validation_failed', 'projectId', /./],
  ['an unknown project', [['projectId', crypto.randomUUID()], good], 404, 'not_found', 'projectId', /./],
] as const)('%s is refused, and nothing stays behind', async (_, parts, status, code, field, detail) => {
  const given = parts as readonly Part[];
  const answer = await leavesNothing(() => upload(form('PRODUCT', ...given)));
  expect(answer.body).toMatchObject({ status, code, detail: expect.stringMatching(detail), ...(field && { field }) });
});

test('a file without a role before it is refused', async () => {
  const answer = await leavesNothing(() => upload(form(good, 'PRODUCT')));
  expect(answer.body).toMatchObject({ status: 422, code: 'validation_failed', field: 'role' });
});

test.each([
  [
    'cut off within a file',
    '--b\r\nContent-Disposition: form-data; name="role"\r\n\r\nLOGO\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc',
  ],
  ['no form at all', 'hello'],
])('a form that is %s is 400', async (_, body) => {
  const headers = { authorization: `Bearer ${t.caller.key}`, 'content-type': 'multipart/form-data; boundary=b' };
  const answer = await leavesNothing(() => fetch(`${address}/v1/assets`, { method: 'POST', body, headers }));
  expect([400, await answer.json()]).toMatchObject([answer.status, { code: 'malformed_request' }]);
});

test('all that is wrong with a form is said at once, each by its pointer', async () => {
  const parts: Part[] = [['logo', Buffer.from('x')], 'CAT', good, ['a/b', good], ['logo', Buffer.alloc(0)], 'LOGO'];
  const answer = await leavesNothing(() => upload(form(...parts, ['colour', 'red'], ['projectId', 'x'])));
  expect(answer.body).toMatchObject({ status: 415, code: 'upload_type_not_taken', field: 'logo/0' });
  const errors: { pointer: string; detail: string }[] = answer.body.errors;
  const pointers = errors.map(({ pointer }) => pointer);
  expect(pointers).toEqual(['/logo/0', '/a~1b', '/logo/1', '/colour', '/projectId', '/role']);
  expect(errors[2]?.detail).toContain('empty');
});

test('a refusal is answered while the client still sends, and the server goes on', async () => {
  const { headers, finish } = openUpload();
  finish.write(`${headers}abc\r\n--b\r\nno header\r\n\r\n`);
  const [response] = await once(finish, 'response');
  expect(response.statusCode).toBe(400);
  finish.destroy();
  expect((await t.call({ url: '/healthz' })).status).toBe(200);
});

test('a client that hangs up midway leaves nothing behind', async () => {
  await leavesNothing(async () => {
    const { headers, finish } = openUpload();
    finish.write(headers);
    finish.write(good);
    await expect.poll(async () => (await t.scratch()).length).toBeGreaterThan(1);
    finish.destroy();
    await expect.poll(() => t.scratch()).toEqual([]);
  });
  await expect.poll(() => t.lines().some((line) => line.msg === 'client hung up')).toBe(true);
});

test('a client that hangs up while its files are being stored leaves nothing behind', async () => {
  await leavesNothing(async () => {
    const { objects } = await everything();
    const locked = await lockAssets(t.db);
    const { headers, finish } = openUpload();
    finish.write(headers);
    finish.write(await pictureOf(good.length + 1));
    finish.end('\r\n--b--\r\n');
    await expect.poll(async () => Array.fromAsync(t.storage.list(''))).toHaveLength(objects.length + 1);
    const before = await connections();
    finish.destroy();
    await expect.poll(connections).toBe(before - 1);
    await locked.rollback().execute();
    await expect.poll(() => t.scratch()).toEqual([]);
  });
});

/** How many connections the API has: one fewer once it has noticed that a client is gone. */
const connections = () => promisify(t.api.server.getConnections.bind(t.api.server))();

/** An upload that the test writes by hand, up to the first byte of its file. */
function openUpload() {
  const finish = request(`${address}/v1/assets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${t.caller.key}`, 'content-type': 'multipart/form-data; boundary=b' },
  });
  finish.on('error', () => {});
  const headers = [
    '--b\r\nContent-Disposition: form-data; name="role"\r\n\r\nLOGO\r\n',
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n',
  ].join('');
  return { finish, headers };
}
