import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { claimGeneration, completeGeneration, newId } from '@proofsheet/database';
import { generationRequestSchema, specOf } from '@proofsheet/domain';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Entry, fromBufferPromise } from 'yauzl';
import { fileOf, folderOf } from '../src/archives/names.ts';
import { zipOf } from '../src/archives/zip.ts';
import { startTestApi, type TestApi } from './harness.ts';

const run = promisify(execFile);
let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
});
afterAll(() => t.close());

/** A finished generation whose pictures have these contents; answers its id. */
async function finished(headline: string, files: Buffer[], more: object = {}): Promise<string> {
  const request = { kind: 'THUMBNAIL', copy: { headline }, variants: 1 };
  const spec = { ...specOf(generationRequestSchema.parse(request)), variants: files.length };
  const id = await aGeneration(t.db, { userId: t.caller.userId, spec, ...more });
  const claim = await claimGeneration(t.db, { id, leaseSeconds: 60 });
  const outputs = files.map((file, index) => {
    const sha256 = createHash('sha256').update(file).digest('hex');
    const objectKey = `generations/${id}/1/${index}.jpg`;
    return anOutput({ id: newId(), index, variant: index, bytes: file.length, sha256, objectKey });
  });
  const about = (file: Buffer) => ({ bytes: file.length, mediaType: 'image/jpeg' });
  await Promise.all(files.map((file, index) => t.storage.put(outputs[index]?.objectKey ?? '', file, about(file))));
  expect(await completeGeneration(t.db, { id, attempt: claim?.attempt ?? 0, outputs })).toBe(true);
  return id;
}

/** In buffers, without what is only not collected yet. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().arrayBuffers;
}

const authorization = () => ({ authorization: `Bearer ${t.caller.key}` });

async function archive(path: string) {
  const response = await fetch(`${address}${path}`, { headers: authorization() });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
    expect(entry.compressionMethod).toBe(0);
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

test('the archive of a generation holds its pictures in their order, stored, and says what they are', async () => {
  const files = [randomBytes(5_000_001), randomBytes(1), randomBytes(70_000)];
  const id = await finished('Größe × **日本**: 50 % off?', files, { metadata: { sku: 'A-17' } });
  const { response, bytes } = await archive(`/v1/generations/${id}/archive`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="generation-${id}.zip"`);
  expect(response.headers.get('accept-ranges')).toBe('none');
  const found = await unzipped(bytes);
  const folder = `Größe × 日本 50 % off-${id.slice(-12)}`;
  const names = ['001', '002', '003'].map((place) => `${folder}/${place}-youtube-thumbnail.jpg`);
  expect([...found.keys()]).toEqual([...names, 'manifest.json']);
  for (const [index, name] of names.entries()) expect(found.get(name)?.equals(files[index] as Buffer), name).toBe(true);
  const manifest = JSON.parse(String(found.get('manifest.json')));
  expect(manifest).toMatchObject({
    version: 1,
    of: { generationId: id },
    generations: [{ id, metadata: { sku: 'A-17' } }],
  });
  expect(manifest.generations[0].outputs).toMatchObject(
    names.map((file, index) => ({ file, index, bytes: files[index]?.length, format: 'youtube-thumbnail' })),
  );
  const dir = await mkdtemp(join(tmpdir(), 'proofsheet-zip-'));
  await writeFile(join(dir, 'a.zip'), bytes);
  const { stdout } = await run('python3', ['-m', 'zipfile', '-t', join(dir, 'a.zip')]);
  await rm(dir, { recursive: true });
  expect(stdout).toContain('Done testing');
});

test('an archive of some pictures holds these alone, and none of another generation', async () => {
  const id = await finished('Some', [Buffer.from('one'), Buffer.from('two'), Buffer.from('three')]);
  const other = await finished('Other', [Buffer.from('four')]);
  const { body } = await t.call({ url: `/v1/generations/${id}` });
  const theirs = (await t.call({ url: `/v1/generations/${other}` })).body.outputs[0].id;
  const [first, , third] = body.outputs.map((output: { id: string }) => output.id);
  const found = await unzipped(
    (await archive(`/v1/generations/${id}/archive?output=${first}&output=${third}&output=${theirs}`)).bytes,
  );
  expect([...found.values()].slice(0, -1).map(String)).toEqual(['one', 'three']);
  expect(JSON.parse(String(found.get('manifest.json'))).generations[0].outputs).toHaveLength(2);
  expect((await archive(`/v1/generations/${id}/archive?output=${theirs}`)).response.status).toBe(409);
});

test('the archives of a project and of a batch hold what is there by now', async () => {
  const { body: project } = await t.call({ method: 'POST', url: '/v1/projects', payload: { name: 'Spring' } });
  const projectId = project.id;
  const first = await finished('Same', [Buffer.from('one')], { projectId });
  const second = await finished('Same', [Buffer.from('two')], { projectId });
  await finished('Other', [Buffer.from('three')]);
  const found = await unzipped((await archive(`/v1/projects/${projectId}/archive`)).bytes);
  const pictures = [...found].filter(([name]) => name.endsWith('.jpg'));
  expect(pictures.map(([name]) => name)).toEqual(
    [second, first].map((id) => `Same-${id.slice(-12)}/001-youtube-thumbnail.jpg`),
  );
  expect(pictures.map(([, file]) => String(file))).toEqual(['two', 'one']);

  const batchId = newId();
  await t.db.insertInto('Batch').values({ id: batchId, userId: t.caller.userId, total: 2 }).execute();
  await aGeneration(t.db, { userId: t.caller.userId, batchId });
  const url = `/v1/batches/${batchId}/archive`;
  expect(await t.call({ url })).toMatchObject({ status: 409, body: { code: 'nothing_to_archive' } });
  await finished('In a batch', [Buffer.from('four')], { batchId });
  const inBatch = await unzipped((await archive(url)).bytes);
  expect([...inBatch.keys()].filter((name) => name.endsWith('.jpg'))).toHaveLength(1);
});

test('a picture that is gone from the storage costs the archive that one alone', async () => {
  const id = await finished('Gone', [Buffer.from('one'), Buffer.from('two')]);
  await t.storage.remove([`generations/${id}/1/0.jpg`]);
  const found = await unzipped((await archive(`/v1/generations/${id}/archive`)).bytes);
  expect([...found.keys()].filter((name) => name.endsWith('.jpg'))).toHaveLength(1);
  expect(JSON.parse(String(found.get('manifest.json'))).generations[0].outputs).toHaveLength(1);
});

test('HEAD is 405 and a range is passed over; what is not there or not theirs is 404', async () => {
  const id = await finished('Whole', [Buffer.from('one')]);
  const url = `/v1/generations/${id}/archive`;
  const head = await t.call({ method: 'HEAD', url });
  expect(head.status).toBe(405);
  expect(head.headers.allow).toBe('GET');
  const ranged = await fetch(`${address}${url}`, { headers: { ...authorization(), range: 'bytes=5-' } });
  expect(ranged.status).toBe(200);
  expect([...(await unzipped(Buffer.from(await ranged.arrayBuffer()))).keys()]).toHaveLength(2);
  const as = await t.newCaller();
  for (const what of ['generations', 'projects', 'batches'])
    expect((await t.call({ url: `/v1/${what}/${id}/archive`, as })).status).toBe(404);
});

test('a slow reader holds little memory, and a client that hangs up ends it all', async () => {
  const picture = randomBytes(3_900_000);
  const id = await finished('Slow', Array(14).fill(picture));
  const heldBefore = heldBytes();
  const readBefore = t.proxies.storage.sent();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${address}/v1/generations/${id}/archive`, { headers: authorization() }, resolve).on('error', reject);
  });
  response.pause();
  for (let nth = 0; nth < 10; nth += 1) {
    response.read(200_000);
    await delay(50);
  }
  // Of 55 MB: what the client took, what lies in the sockets of the system, and one slice. This process is client and proxy, too.
  expect(t.proxies.storage.sent() - readBefore).toBeLessThan(25_000_000);
  expect(heldBytes() - heldBefore).toBeLessThan(25_000_000);
  response.destroy();
  const line = () => t.lines().some(({ msg, path }) => msg === 'client hung up' && String(path).includes(id));
  await expect.poll(line, { timeout: 5_000 }).toBe(true);
  await delay(100);
  const read = t.proxies.storage.sent();
  await delay(200);
  expect(t.proxies.storage.sent()).toBe(read);
});

test('who gives an archive up ends the picture that is being read', async () => {
  let ended = false;
  async function* picture() {
    try {
      for (;;) yield randomBytes(64_000);
    } finally {
      ended = true;
    }
  }
  async function* entries() {
    yield { name: 'endless.jpg', madeAt: new Date(), chunks: picture() };
  }
  for await (const _ of zipOf(entries())) break;
  await expect.poll(() => ended).toBe(true);
});

test('while the storage is down nothing half is sent as whole', async () => {
  const id = await finished('Down', [Buffer.from('one')]);
  await t.proxies.storage.cut();
  const broken = await fetch(`${address}/v1/generations/${id}/archive`, { headers: authorization() }).then(
    (response) =>
      response.arrayBuffer().then(
        () => response.status,
        () => 'broke off',
      ),
    () => 'broke off',
  );
  await t.proxies.storage.restore();
  expect([503, 'broke off']).toContain(broken);
  expect((await archive(`/v1/generations/${id}/archive`)).response.status).toBe(200);
});

test.each([
  ['**Big** news', 'Big news'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a b c de f g h i j'],
  ['trailing dots...', 'trailing dots'],
  ['../../etc/passwd', 'etc passwd'],
  ['\u202Egnp.exe\u0000\n', 'gnp.exe'],
  ['夏のセール', '夏のセール'],
  ['   ', 'picture'],
  ['x'.repeat(200), 'x'.repeat(60)],
])('a headline %j becomes a name that every system takes', (headline, name) => {
  expect(folderOf({ id: '0199c0de-7a11-7000-8000-0000000000b1', headline })).toBe(`${name}-0000000000b1`);
  expect(fileOf({ index: 9, format: 'custom-640x480', mediaType: 'image/png' } as never)).toBe(
    '010-custom-640x480.png',
  );
});
