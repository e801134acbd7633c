import { FORMAT_NAMES } from '@proofsheet/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

interface Named {
  readonly name: string;
}
const names = (list: readonly Named[]) => list.map(({ name }) => name);
const named = <T extends Named>(list: readonly T[], name: string) => list.find((one) => one.name === name);

test('every format is listed with its size, class, cap, reserved zones and source', async () => {
  const { status, body } = await t.call({ url: '/v1/formats' });
  expect(status).toBe(200);
  expect(names(body.formats)).toEqual(FORMAT_NAMES);
  expect(named(body.formats, 'youtube-thumbnail')).toEqual({
    name: 'youtube-thumbnail',
    kind: 'THUMBNAIL',
    width: 1280,
    height: 720,
    aspect: 'wide',
    maxBytes: 2_000_000,
    reserved: [{ x: 1024, y: 612, width: 256, height: 108 }],
    source: 'https://support.google.com/youtube/answer/72431',
  });
  expect(named(body.formats, 'google-728x90')).toMatchObject({ aspect: 'strip', maxBytes: 150_000 });
  expect(body.custom).toEqual({ leastSide: 16, mostSide: 8192, mostPixels: 33_177_600 });
});

test('with a kind, only its formats and presets are listed', async () => {
  const { body } = await t.call({ url: '/v1/formats?kind=THUMBNAIL' });
  expect(names(body.formats)).toEqual(['youtube-thumbnail', 'youtube-thumbnail-hd', 'youtube-thumbnail-4k']);
  expect(names(body.presets)).toEqual(['standard', 'youtube', 'everything']);
  expect(named(body.presets, 'standard')).toMatchObject({ formats: ['youtube-thumbnail'] });
});

test('the list needs a key, and a kind that there is', async () => {
  expect((await t.call({ as: null, url: '/v1/formats' })).status).toBe(401);
  expect((await t.call({ url: '/v1/formats?kind=POSTER' })).body).toMatchObject({ status: 422, field: 'kind' });
});

test('a generation stores presets taken apart, and sizes of its own', async () => {
  const formats = ['x', { width: 640, height: 480, maxBytes: 90_000 }];
  const payload = { kind: 'AD', copy: { headline: 'Hello' }, formats, variants: 2 };
  const { status, body } = await t.call({ method: 'POST', url: '/v1/generations', payload });
  expect(status).toBe(202);
  expect(body.spec.formats).toEqual(['x-landscape', 'x-square', { width: 640, height: 480, maxBytes: 90_000 }]);
  expect(body.progress).toEqual({ done: 0, total: 6 });
  const again = await t.call({ url: `/v1/generations/${body.id}` });
  expect(again.body.spec).toEqual(body.spec);
});

test('a generation that was stored as version 1 is shown as it was', async () => {
  const { body } = await t.call({
    method: 'POST',
    url: '/v1/generations',
    payload: { kind: 'AD', copy: { headline: 'Hi' } },
  });
  const old = JSON.stringify({ ...body.spec, version: 1 });
  await t.db.updateTable('Generation').set({ spec: old }).where('id', '=', body.id).execute();
  const answer = await t.call({ url: `/v1/generations/${body.id}` });
  expect(answer.body.spec).toMatchObject({ version: 1, formats: ['landscape', 'square', 'story'] });
});
