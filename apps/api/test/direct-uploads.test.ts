import { text } from 'node:stream/consumers';
import { ownersOf, trimUploads, UPLOAD_SECONDS } from '@proofsheet/database';
import { objectKeys } from '@proofsheet/domain';
import { findOrphans } from '@proofsheet/storage';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { form, picture, pictureOf } from './images.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

type Upload = { id: string; url: string; headers: Record<string, string>; expiresAt: string };

const begin = async (bytes: number, more = {}, as = t.caller) => {
  const payload = { name: 'me.jpg', mediaType: 'image/jpeg', bytes, role: 'PERSON', ...more };
  return t.call({ method: 'POST', url: '/v1/assets/uploads', payload, as });
};
const send = (upload: Upload, file: Buffer, headers = upload.headers) =>
  fetch(upload.url, { method: 'PUT', body: new Uint8Array(file), headers });
const complete = (id: string, as = t.caller) =>
  t.call({ method: 'POST', url: `/v1/assets/uploads/${id}/complete`, as });

async function sent(file: Buffer, more = {}): Promise<Upload> {
  const { body, status } = await begin(file.length, more);
  expect(status).toBe(201);
  expect((await send(body, file)).status).toBe(200);
  return body;
}

test('a file that is sent straight to the storage becomes an asset, and completing it again gives the same one', async () => {
  const { body: project } = await t.call({ method: 'POST', url: '/v1/projects', payload: { name: 'Direct' } });
  const file = await pictureOf(80_001);
  const upload = await sent(file, { projectId: project.id });
  expect(Date.parse(upload.expiresAt) - Date.now()).toBeGreaterThan(280_000);
  expect(Date.parse(upload.expiresAt) - Date.now()).toBeLessThanOrEqual(302_000);

  const first = await complete(upload.id);
  expect(first).toMatchObject({
    status: 201,
    body: { role: 'PERSON', projectId: project.id, originalName: 'me.jpg', bytes: file.length, status: 'PENDING' },
  });
  expect(await complete(upload.id)).toMatchObject({ status: 201, body: first.body });
  const stored = await t.storage.get(objectKeys.original(first.body.id, 'image/jpeg'));
  expect(stored.equals(file)).toBe(true);
  expect(await t.storage.exists(objectKeys.upload(upload.id, 'image/jpeg'))).toBe(false);
  await expect.poll(() => t.queues.liveJobs('ingest', [`${first.body.id}-d0`])).toHaveProperty('size', 1);
  expect(await t.scratch()).toEqual([]);
});

test('calls that complete one upload at once make one asset, with one object', async () => {
  const upload = await sent(await pictureOf(30_002));
  const answers = await Promise.all(Array.from({ length: 4 }, () => complete(upload.id)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  const rows = await t.db.selectFrom('Asset').select('objectKey').where('bytes', '=', 30_002).execute();
  expect(rows).toHaveLength(1);
  const keys = await Array.fromAsync(t.storage.list('assets/'), ({ key }) => key);
  const named = await t.db.selectFrom('Asset').select('objectKey').execute();
  expect(keys.filter((key) => !named.some(({ objectKey }) => objectKey === key))).toEqual([]);
});

test('the address takes exactly the announced size and type, under its own key only', async () => {
  const file = await pictureOf(20_000);
  const { body: upload } = await begin(file.length);
  const refused = async (response: Promise<Response>) => expect((await response).status).toBe(403);
  await refused(send(upload, await pictureOf(20_001)));
  await refused(send(upload, file.subarray(0, 19_999)));
  await refused(send(upload, file, { 'content-type': 'text/html' }));
  await refused(send({ ...upload, url: upload.url.replace(upload.id, crypto.randomUUID()) }, file));
  await refused(fetch(upload.url));
  await refused(fetch(upload.url, { method: 'DELETE' }));
  expect(await complete(upload.id)).toMatchObject({ status: 409, body: { code: 'upload_not_there' } });
  expect((await send(upload, file)).status).toBe(200);
  expect((await complete(upload.id)).status).toBe(201);
});

test('what is sent after the completion does not change the asset, and is collected', async () => {
  const file = await pictureOf(25_000);
  const upload = await sent(file);
  const { body: asset } = await complete(upload.id);
  const other = await pictureOf(25_000);
  expect((await send(upload, other)).status).toBe(200);
  expect((await complete(upload.id)).body.id).toBe(asset.id);
  expect((await t.storage.get(objectKeys.original(asset.id, 'image/jpeg'))).equals(file)).toBe(true);

  const rows = { ownersOf: (asked: Parameters<typeof ownersOf>[1]) => ownersOf(t.db, asked) };
  const orphans = await Array.fromAsync(findOrphans(t.storage, rows, { olderThanSeconds: -10 }));
  const keys = orphans.flatMap((page) => page.orphans.map(({ key }) => key));
  expect(keys).toContain(objectKeys.upload(upload.id, 'image/jpeg'));
});

test('an upload that is never completed keeps its file for a day, and then both go', async () => {
  const upload = await sent(await pictureOf(26_000));
  const key = objectKeys.upload(upload.id, 'image/jpeg');
  const rows = { ownersOf: (asked: Parameters<typeof ownersOf>[1]) => ownersOf(t.db, asked) };
  const orphans = async () => {
    const pages = await Array.fromAsync(findOrphans(t.storage, rows, { olderThanSeconds: -10 }));
    return pages.flatMap((page) => page.orphans.map((object) => object.key));
  };
  expect(await orphans()).not.toContain(key);
  await trimUploads(t.db, { limit: 1000 });
  expect(await orphans()).not.toContain(key);
  const past = sql<Date>`now() - make_interval(secs => ${UPLOAD_SECONDS + 1})`;
  await t.db.updateTable('AssetUpload').set({ createdAt: past }).where('id', '=', upload.id).execute();
  expect((await complete(upload.id)).status).toBe(404);
  expect(await trimUploads(t.db, { limit: 1000 })).toBe(1);
  expect(await orphans()).toContain(key);
});

test('what is no image is refused when it is completed, and removed; another may be sent', async () => {
  const page = Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(500));
  const upload = await sent(page);
  expect(await complete(upload.id)).toMatchObject({ status: 415, body: { code: 'upload_type_not_taken' } });
  expect(await t.storage.exists(objectKeys.upload(upload.id, 'image/jpeg'))).toBe(false);
  const gif = await sent(await picture(20, 20, 'gif'), { mediaType: 'image/png' });
  expect((await complete(gif.id)).status).toBe(415);
  expect((await send(upload, await pictureOf(1000))).status).toBe(403);
});

test('an announcement that cannot be kept is refused, field by field', async () => {
  const refused = await begin(0, { mediaType: 'image/svg+xml', role: 'HERO', projectId: 'x', more: 1 });
  expect(refused.status).toBe(422);
  expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(
    ['/bytes', '/mediaType', '/more', '/projectId', '/role'].sort(),
  );
  expect((await begin(50_000_001)).body.field).toBe('bytes');
  expect(await begin(10, { projectId: crypto.randomUUID() })).toMatchObject({ status: 404 });
  expect(await begin(10, { name: 'a\u0007.jpg' })).toMatchObject({ status: 422, body: { field: 'name' } });
  const folders = await begin(10, { name: 'C:\\photos\\me.jpg' });
  const row = await t.db.selectFrom('AssetUpload').select('originalName').where('id', '=', folders.body.id).execute();
  expect(row).toEqual([{ originalName: 'me.jpg' }]);
});

test("another user's upload is not found, completed or not", async () => {
  const other = await t.newCaller();
  const upload = await sent(await pictureOf(12_345));
  expect((await complete(upload.id, other)).status).toBe(404);
  expect((await complete(upload.id)).status).toBe(201);
  expect((await complete(upload.id, other)).status).toBe(404);
});

test('a file that came by a form already is not stored again when it is sent directly', async () => {
  const file = await pictureOf(44_000);
  const url = `${await t.listen()}/v1/assets?role=PERSON`;
  const headers = { authorization: `Bearer ${t.caller.key}` };
  const response = await fetch(url, { method: 'POST', body: form(file), headers });
  expect(response.status).toBe(201);
  const { assets } = JSON.parse(await text(response.body as never));
  const upload = await sent(file);
  expect((await complete(upload.id)).body.id).toBe(assets[0].id);
});
