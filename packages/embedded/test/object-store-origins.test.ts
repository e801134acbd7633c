import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectStorage } from '@proofsheet/storage';
import { expect, onTestFinished, test } from 'vitest';
import { startObjectStore } from '../src/index.ts';

const SHOP = 'https://shop.example';
const OTHER = 'https://other.example';

/** A store that answers to these origins, and the presigned address of an object in it. */
async function addressIn(allowedOrigins: string[]): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'proofsheet-origins-'));
  const store = await startObjectStore({ dir, allowedOrigins });
  onTestFinished(async () => {
    await store.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  const storage = connectStorage(store.config);
  await storage.ensureBucket();
  await storage.put('a/b.jpg', Buffer.from('picture'), { bytes: 7, mediaType: 'image/jpeg' });
  return storage.presignGet('a/b.jpg', { seconds: 60, fileName: 'b.jpg' });
}

const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');

test('pages of an allowed origin may read an object by its address, in part and its headers too', async () => {
  const address = await addressIn([SHOP, 'https://admin.example']);
  const as = (origin: string, method: string, headers = {}) =>
    fetch(address, { method, headers: { origin, ...headers } });

  const preflight = await as(SHOP, 'OPTIONS', {
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'range',
  });
  expect(preflight.status).toBe(204);
  expect(allowed(preflight)).toBe(SHOP);
  expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD, PUT');
  expect(preflight.headers.get('access-control-allow-headers')).toContain('range');

  const whole = await as(SHOP, 'GET');
  expect([whole.status, allowed(whole), await whole.text()]).toEqual([200, SHOP, 'picture']);
  expect(whole.headers.get('access-control-expose-headers')).toContain('content-disposition');
  expect(whole.headers.get('vary')).toMatch(/origin/i);
  const head = await as(SHOP, 'HEAD');
  expect([head.status, allowed(head), head.headers.get('content-length')]).toEqual([200, SHOP, '7']);
  const part = await as(SHOP, 'GET', { range: 'bytes=0-2' });
  expect([part.status, allowed(part), await part.text()]).toEqual([206, SHOP, 'pic']);
  // In order: from the middle, and one byte; and two that s3rver gets wrong, which are answered with the whole.
  for (const [range, status, text] of [
    ['bytes=3-', 206, 'ture'],
    ['bytes=0-0', 206, 'p'],
    ['bytes=-4', 200, 'picture'],
    ['bytes=0-1,3-4', 200, 'picture'],
  ] as const) {
    const answer = await as(SHOP, 'GET', { range });
    expect([range, answer.status, await answer.text()]).toEqual([range, status, text]);
  }

  const refused = await fetch(address.replace(/X-Amz-Signature=./, 'X-Amz-Signature=!'), { headers: { origin: SHOP } });
  expect([refused.status, allowed(refused)]).toEqual([403, SHOP]);
  for (const method of ['OPTIONS', 'GET', 'HEAD']) expect(allowed(await as(OTHER, method)), method).toBeNull();
  expect((await as(OTHER, 'GET')).headers.get('vary')).toMatch(/origin/i);
});

test('all origins, or none, as it is told', async () => {
  const [toAll, toNone] = [await addressIn(['*']), await addressIn([])];
  for (const method of ['OPTIONS', 'GET', 'HEAD']) {
    expect(allowed(await fetch(toAll, { method, headers: { origin: OTHER } })), method).toBe('*');
    expect(allowed(await fetch(toNone, { method, headers: { origin: OTHER } })), method).toBeNull();
  }
});
