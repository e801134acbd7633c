import { randomBytes } from 'node:crypto';
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { type ObjectStore, startObjectStore } from '@proofsheet/embedded';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectStorage, type Storage, storageConfigSchema } from './index.ts';

const dir = mkdtempSync(join(tmpdir(), 'proofsheet-storage-'));
const jpeg = { mediaType: 'image/jpeg' };
let server: ObjectStore;
let storage: Storage;

beforeAll(async () => {
  server = await startObjectStore({ dir });
  storage = connectStorage(server.config);
  await storage.ensureBucket();
});
afterAll(async () => {
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const unavailable = { code: 'dependency_unavailable', dependency: 'storage' };

test('what was put comes back, byte for byte, by buffer, by stream and by presigned address', async () => {
  const bytes = randomBytes(300_000);
  await storage.put('a/b/one.jpg', bytes, { ...jpeg, bytes: bytes.length });
  expect(await storage.get('a/b/one.jpg')).toEqual(bytes);
  expect(await buffer(await storage.stream('a/b/one.jpg'))).toEqual(bytes);

  const answer = await fetch(await storage.presignGet('a/b/one.jpg', { seconds: 60, fileName: 'Größe "1".jpg' }));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="Gr__e _1_.jpg"');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
});

test('an address that is signed for the same moment is the same; its answer may be shown, and kept', async () => {
  await storage.put('a/b/two.jpg', Buffer.from('two'), { ...jpeg, bytes: 3 });
  const cacheControl = 'private, immutable, max-age=60';
  const signedAt = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const address = () =>
    storage.presignGet('a/b/two.jpg', { seconds: 120, signedAt, fileName: 'two.jpg', inline: true, cacheControl });
  const first = await address();
  expect(await address()).toBe(first);
  for (const method of ['GET', 'HEAD']) {
    const answer = await fetch(first, { method });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="two.jpg"');
    expect(answer.headers.get('cache-control')).toBe(cacheControl);
    expect(answer.headers.get('content-length')).toBe('3');
    expect(await answer.text()).toBe(method === 'GET' ? 'two' : '');
  }
});

test('a refusal tells no key: not in the answer of the embedded server, not in what is logged', async () => {
  const { accessKey } = server.config;
  const broken = new URL(await storage.presignGet('a/b/two.jpg', { seconds: 60 }));
  broken.searchParams.set('X-Amz-Signature', 'f'.repeat(64));
  const answer = await fetch(broken);
  expect(answer.status).toBe(403);
  const body = await answer.text();
  expect(body).toContain('SignatureDoesNotMatch');
  expect(body).not.toContain(accessKey);
  const wrong = connectStorage({ ...server.config, secretKey: 'wrong' });
  const tries = [
    wrong.get('a/b/two.jpg'),
    wrong.put('x', Readable.from([Buffer.from('x')]), { ...jpeg, bytes: 1 }),
    wrong.put('x', Buffer.from('x'), { ...jpeg, bytes: 1 }),
  ];
  for (const attempt of tries) {
    const error = await attempt.then(
      () => expect.fail('it was taken'),
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject(unavailable);
    expect(inspect(error, { depth: 9 })).not.toContain(accessKey);
  }
});

test('a stream is on its way before its end is known: it is never held in memory', async () => {
  let arrivedBeforeTheEnd = 0;
  async function* chunks() {
    for (let sent = 0; sent < 60; sent += 1) {
      if (sent === 59) arrivedBeforeTheEnd = sizeOfPartialUpload();
      yield Buffer.alloc(1_000_000);
    }
  }
  await storage.put('long', Readable.from(chunks()), { bytes: 60_000_000, mediaType: 'image/png' });
  expect(arrivedBeforeTheEnd).toBeGreaterThan(40_000_000);
  const [stored] = await Array.fromAsync(storage.list('long'));
  expect(stored?.bytes).toBe(60_000_000);
});

function sizeOfPartialUpload(): number {
  const [file] = globSync(join(dir, 'objects/**/*.part'));
  return file ? statSync(file).size : 0;
}

test('an upload whose source fails throws that failure and leaves nothing', async () => {
  const failure = new Error('the client went away');
  async function* chunks() {
    yield Buffer.alloc(100_000);
    throw failure;
  }
  await expect(storage.put('cut', Readable.from(chunks()), { ...jpeg, bytes: 200_000 })).rejects.toBe(failure);
  await expect(storage.get('cut')).rejects.toMatchObject({ code: 'not_found' });
});

test('a server that fails before a slow source has its bytes is named by its own failure', async () => {
  const deaf = connectStorage({ ...server.config, endpoint: 'http://127.0.0.1:9' });
  async function* chunks() {
    await setTimeout(300);
    yield Buffer.alloc(100_000);
  }
  const put = deaf.put('slow', Readable.from(chunks()), { ...jpeg, bytes: 100_000 });
  await expect(put).rejects.toMatchObject({ ...unavailable, reason: 'refused' });
});

test.each([99, 101])('a stream of %d bytes announced as 100 is refused and leaves nothing', async (length) => {
  const body = Readable.from([Buffer.alloc(length)]);
  await expect(storage.put('odd', body, { ...jpeg, bytes: 100 })).rejects.toThrow(/100 bytes/);
  // While the server takes the begun object away, it may fail to list.
  await expect.poll(() => Array.fromAsync(storage.list('odd'))).toEqual([]);
});

test('lists what is below a prefix and removes many, missing ones included', async () => {
  const keys = Array.from({ length: 25 }, (_, index) => `list/${String(index).padStart(2, '0')}`);
  for (const key of keys) await storage.put(key, Buffer.from(key), { ...jpeg, bytes: key.length });
  const listed = await Array.fromAsync(storage.list('list/'));
  expect(listed.map((object) => object.key)).toEqual(keys);
  expect(listed[0]).toMatchObject({ bytes: 7, modifiedAt: expect.any(Date) });
  await storage.remove([...keys, 'list/never-there']);
  expect(await Array.fromAsync(storage.list('list/'))).toEqual([]);
  await storage.remove([]);
});

test('what is written beside objects that are just being removed stays', async () => {
  const put = (key: string) => storage.put(key, Buffer.from(key), { ...jpeg, bytes: key.length });
  for (let round = 0; round < 60; round += 1) {
    const [old, fresh] = [`beside/${round}/a`, `beside/${round}/b`];
    await put(old);
    await Promise.all([storage.remove([old]), put(fresh)]);
    expect((await storage.get(fresh)).toString()).toBe(fresh);
    await storage.remove([fresh, `beside/${round}/c`]);
  }
});

test('lists from behind a key, and tells whether an object is there', async () => {
  for (const key of ['from/a', 'from/b', 'from/c']) await storage.put(key, Buffer.from(key), { ...jpeg, bytes: 6 });
  expect(await Array.fromAsync(storage.list('from/', { after: 'from/a' }), ({ key }) => key)).toEqual([
    'from/b',
    'from/c',
  ]);
  expect(await Array.fromAsync(storage.list('from/', { after: 'g' }))).toEqual([]);
  expect([await storage.exists('from/a'), await storage.exists('from/d')]).toEqual([true, false]);
});

test('a list goes on over its pages of a thousand', async () => {
  const keys = Array.from({ length: 1_050 }, (_, n) => `many/${String(n).padStart(4, '0')}`);
  const left = keys.values();
  const putting = Array.from({ length: 16 }, async () => {
    for (const key of left) await storage.put(key, Buffer.from(key), { ...jpeg, bytes: key.length });
  });
  await Promise.all(putting);
  expect(await Array.fromAsync(storage.list('many/'), ({ key }) => key)).toEqual(keys);
}, 60_000);

test('a missing object is not_found, by buffer and by stream', async () => {
  await expect(storage.get('nothing')).rejects.toMatchObject({ code: 'not_found' });
  await expect(storage.stream('nothing')).rejects.toMatchObject({ code: 'not_found' });
});

test('presigned addresses are signed for the public endpoint, without asking any server', async () => {
  const signer = connectStorage({
    ...server.config,
    publicEndpoint: 'https://files.example.com',
    endpoint: 'http://127.0.0.1:1',
  });
  const address = new URL(await signer.presignGet('a/b', { seconds: 60 }));
  expect(address.origin).toBe('https://files.example.com');
  expect(address.pathname).toBe('/proofsheet/a/b');
  expect(address.searchParams.get('X-Amz-Expires')).toBe('60');
});

test('an endpoint with a path is refused: the signature would not hold', () => {
  const config = { ...server.config, endpoint: 'http://127.0.0.1:9000/s3' };
  expect(storageConfigSchema.safeParse(config).success).toBe(false);
});

test('a bucket that is missing and a key that is wrong are an unavailable storage', async () => {
  await expect(connectStorage({ ...server.config, bucket: 'elsewhere' }).ping()).rejects.toMatchObject(unavailable);
  const wrong = connectStorage({ ...server.config, secretKey: 'wrong' });
  await expect(wrong.get('a')).rejects.toMatchObject(unavailable);
});

test('a host that takes connections and never answers is given up within the ping limit', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as { port: number };
  const started = Date.now();
  await expect(connectStorage({ ...server.config, endpoint: `http://127.0.0.1:${port}` }).ping()).rejects.toMatchObject(
    unavailable,
  );
  expect(Date.now() - started).toBeLessThan(4_000);
  silent.close();
});

test('every method says unavailable while the server is down, and works again when it is back', async () => {
  await storage.put('kept', Buffer.from('kept'), { ...jpeg, bytes: 4 });
  await server.stop();
  const body = Buffer.from('x');
  await expect(storage.ping()).rejects.toMatchObject(unavailable);
  await expect(storage.get('kept')).rejects.toMatchObject(unavailable);
  await expect(storage.put('new', body, { ...jpeg, bytes: 1 })).rejects.toMatchObject(unavailable);
  await expect(storage.put('new', Readable.from([body]), { ...jpeg, bytes: 1 })).rejects.toMatchObject(unavailable);
  await expect(storage.remove(['kept'])).rejects.toMatchObject(unavailable);
  await expect(Array.fromAsync(storage.list(''))).rejects.toMatchObject(unavailable);
  server = await startObjectStore({ dir });
  await storage.ping();
  expect((await storage.get('kept')).toString()).toBe('kept');
});
