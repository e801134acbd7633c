import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConnectionError, type UploadSource } from '../src/index.ts';
import { fromPath } from '../src/node.ts';
import { type Answer, hangUp, json, type Received, scripted } from './server.ts';

const CONTENT = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) % 256);
const taken: Answer = json({ assets: [{ id: 'a' }] }, 201);

const streamOf = (bytes: Uint8Array) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 70_000) controller.enqueue(bytes.slice(at, at + 70_000));
      controller.close();
    },
  });

async function aFile(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-client-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, CONTENT);
  return path;
}

/** As a reader of forms that is not ours sees it. */
async function fileIn(request: Received | undefined): Promise<{ field: string; name: string; bytes: Uint8Array }> {
  const headers = { 'content-type': request?.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(request?.body ?? []), { headers }).formData();
  const [[field, file] = []] = [...form.entries()] as [string, File][];
  return { field: field ?? '', name: file?.name ?? '', bytes: new Uint8Array((await file?.arrayBuffer()) ?? []) };
}

const SOURCES: [name: string, source: () => UploadSource | Promise<UploadSource>, called: string][] = [
  ['a Blob', () => new Blob([CONTENT]), 'image'],
  ['a File', () => new File([CONTENT], 'Ünïcode "1".png'), 'Ünïcode "1".png'],
  ['bytes', () => CONTENT, 'image'],
  ['a stream', () => streamOf(CONTENT), 'image'],
  ['a path', async () => fromPath(await aFile('me.jpg')), 'me.jpg'],
];

test.each(SOURCES)('%s arrives byte by byte, with and without progress', async (_, source, called) => {
  const { client, received } = await scripted([taken]);
  await client.assets.upload(await source(), { role: 'PERSON' });
  const steps: number[] = [];
  const onProgress = ({ sent }: { sent: number }) => steps.push(sent);
  expect(await client.assets.upload(await source(), { role: 'LOGO', onProgress })).toEqual({ id: 'a' });
  const [first, second] = [await fileIn(received[0]), await fileIn(received[1])];
  expect([first.field, second.field]).toEqual(['person', 'logo']);
  for (const { name, bytes } of [first, second]) {
    expect(name).toBe(called);
    expect(Buffer.compare(bytes, CONTENT)).toBe(0);
  }
  expect(steps.at(-1)).toBe(CONTENT.length);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});

test('an upload that broke off is sent again whole, with the same key; a bare stream is not', async () => {
  const { client, received } = await scripted([hangUp, taken]);
  await client.assets.upload(await fromPath(await aFile('me.jpg')), { role: 'PERSON' });
  expect(Buffer.compare((await fileIn(received[1])).bytes, CONTENT)).toBe(0);
  expect(received[0]?.headers['idempotency-key']).toBe(received[1]?.headers['idempotency-key']);

  const broken = await scripted([hangUp]);
  await expect(broken.client.assets.upload(streamOf(CONTENT), { role: 'PERSON' })).rejects.toThrow(ConnectionError);
  expect(broken.received).toHaveLength(1);
});

test('aborting an upload cancels what it reads from', async () => {
  const { client } = await scripted([taken]);
  const cancelled = Promise.withResolvers<void>();
  const controller = new AbortController();
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (stream) => {
      stream.enqueue(new Uint8Array(10_000));
      pulled += 1;
      if (pulled === 20) controller.abort(new Error('enough'));
    },
    cancel: () => cancelled.resolve(),
  });
  const upload = client.assets.upload(endless, { role: 'PERSON', signal: controller.signal });
  await expect(upload).rejects.toThrow('enough');
  await cancelled.promise;
});

test('a file that fails while it is read is the error, with its reason', async () => {
  const { client } = await scripted([taken], { retries: 0 });
  const failing = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('the disk is gone')) });
  await expect(client.assets.upload(failing, { role: 'PERSON' })).rejects.toThrow('the disk is gone');
});

test('a folder is no file, and a path that leads nowhere says so', async () => {
  await expect(fromPath(import.meta.dirname)).rejects.toThrow('is no file');
  await expect(fromPath('/nowhere/me.jpg')).rejects.toThrow('ENOENT');
});
