import {
  beginAnalysis,
  type FinishedAnalysis,
  findAsset,
  finishAnalysis,
  GONE_PAGES,
  newId,
  ownersOf,
} from '@proofsheet/database';
import { ANALYSIS_VERSION, objectKeys } from '@proofsheet/domain';
import { aCutout, anAnalysis, anAsset, makeReady } from '@proofsheet/testkit';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
let url: string;
beforeAll(async () => {
  t = await startTestApi();
  url = await t.listen();
});
afterAll(() => t.close());

const WIDTH = 640;
const HEIGHT = 480;
/** A red thing before green, as its photograph has it. */
const THING = { left: 160, top: 120, width: 320, height: 240 };

const solid = (width: number, height: number, background: string | number) =>
  sharp({
    create: {
      ...{ width, height, channels: 3 },
      background: typeof background === 'string' ? background : { r: background, g: background, b: background },
    },
  });

async function photograph(): Promise<Buffer> {
  const thing = await solid(THING.width, THING.height, '#d02020').png().toBuffer();
  return solid(WIDTH, HEIGHT, '#20b020')
    .composite([{ input: thing, left: THING.left, top: THING.top }])
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** White where the subject is, over the whole image. */
async function aMask({ left, top, width, height } = THING, size = { width: WIDTH, height: HEIGHT }): Promise<Buffer> {
  const white = await solid(width, height, 255).png().toBuffer();
  return solid(size.width, size.height, 0)
    .composite([{ input: white, left, top }])
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

async function put(key: string, bytes: Buffer): Promise<string> {
  await t.storage.put(key, bytes, { bytes: bytes.length, mediaType: 'image/png' });
  return key;
}

/** What a worker stores of an analysis; its cut-out is a single pixel. */
async function analysed(id: string): Promise<FinishedAnalysis> {
  const cutout = await solid(1, 1, 9).png().toBuffer();
  return {
    analysis: anAnalysis({ version: ANALYSIS_VERSION, cutout: aCutout() }),
    masterKey: await put(objectKeys.master(id, newId(), 'image/jpeg'), await photograph()),
    proxyKey: null,
    cutoutKey: await put(objectKeys.cutout(id, newId(), 'image/png'), cutout),
  };
}

async function aReady(finished: Partial<FinishedAnalysis> = {}): Promise<string> {
  const id = await anAsset(t.db, { userId: t.caller.userId });
  await makeReady(t.db, id, { ...(await analysed(id)), ...finished });
  return id;
}

async function send(id: string, files: readonly (readonly [string, Buffer])[], key = t.caller.key) {
  const body = new FormData();
  for (const [name, bytes] of files) body.append(name, new Blob([new Uint8Array(bytes)]), 'mask.png');
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/v1/assets/${id}/cutout`, { method: 'PUT', body, headers });
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are read
  return { status: response.status, body: (await response.json()) as any };
}

const correct = (id: string, mask: Buffer) => send(id, [['mask', mask]]);
const call = (method: 'GET' | 'DELETE' | 'PATCH', id: string, more = '', payload?: object) =>
  t.call({ method, url: `/v1/assets/${id}${more}`, ...(payload ? { payload } : {}) });
const rowOf = async (id: string) =>
  (await findAsset(t.db, { userId: t.caller.userId, id })) ?? expect.fail('there is no such asset');

async function cutoutOf(id: string) {
  const headers = { authorization: `Bearer ${t.caller.key}` };
  const { rawPayload } = await t.api.inject({ url: `/v1/assets/${id}/cutout`, headers });
  const { data, info } = await sharp(rawPayload).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)];
  return { ...info, at };
}

test('a mask that a person has drawn is the cut-out, to the letter; the subject and the focus follow it', async () => {
  const id = await aReady();
  const part = { left: 160, top: 120, width: 160, height: 240 };
  const { status, body } = await correct(id, await aMask(part));
  expect(status).toBe(200);
  const bounds = { x: 0.25, y: 0.25, width: 0.25, height: 0.5 };
  expect(body).toMatchObject({ correction: { mask: true }, cutoutUrl: expect.any(String) });
  expect(body.analysis.cutout).toMatchObject({ by: 'hand', bounds, confidence: 1, usable: true });
  expect(body.analysis.subject).toMatchObject({ by: 'hand', kind: 'one', box: bounds });
  expect(body.analysis.subject).not.toHaveProperty('mask');
  expect(body.analysis).toMatchObject({ focusBy: 'subject', focus: { x: expect.closeTo(0.375, 2) } });

  const cutout = await cutoutOf(id);
  expect(cutout).toMatchObject({ width: 160, height: 240, channels: 4 });
  expect(cutout.at(80, 120)[3]).toBe(255);
  expect(cutout.at(80, 120)[0]).toBeGreaterThan(190);
});

test('islands and holes stay as they are drawn; a soft edge has none of the ground’s colour', async () => {
  const id = await aReady();
  const hole = await solid(40, 40, 0).png().toBuffer();
  const island = await solid(12, 12, 255).png().toBuffer();
  const mask = await sharp(await aMask())
    .composite([
      { input: hole, left: 300, top: 220 },
      { input: island, left: 10, top: 10 },
    ])
    .png()
    .toBuffer();
  // The edge of the mask is soft, and lies half on the ground.
  const { body } = await correct(id, await sharp(mask).blur(3).png().toBuffer());
  expect(body.analysis.subject.parts.length).toBeGreaterThan(0);
  const { x, y } = body.analysis.cutout.bounds;
  const cutout = await cutoutOf(id);
  const at = (left: number, top: number) => cutout.at(left - Math.round(x * WIDTH), top - Math.round(y * HEIGHT));
  expect(at(320, 240)[3]).toBeLessThan(8);
  expect(at(16, 16)[3]).toBeGreaterThan(200);
  const edge = at(THING.left - 2, 200);
  expect(edge[3]).toBeGreaterThan(20);
  expect(edge[3]).toBeLessThan(200);
  expect(edge[0]).toBeGreaterThan(edge[1] ?? 255);
});

test('it stays when the image is analysed again, and is forgotten when somebody asks for what was found', async () => {
  const id = await aReady();
  await correct(id, await aMask());
  await call('PATCH', id, '', { focus: { x: 0.1, y: 0.2 } });
  const begun = (await beginAnalysis(t.db, { id, again: 'any' })) ?? expect.fail('it is READY');
  const found = await analysed(id);
  expect(await finishAnalysis(t.db, begun, found)).toBe(true);
  const { body } = await call('GET', id);
  expect(body.correction).toEqual({ focus: { x: 0.1, y: 0.2 }, mask: true });
  expect(body.analysis).toMatchObject({ cutout: { by: 'hand' }, subject: { by: 'hand' }, focusBy: 'person' });
  expect((await cutoutOf(id)).width).toBe(THING.width);

  const { handCutoutKey } = await rowOf(id);
  const { body: back } = await call('DELETE', id, '/cutout');
  expect(back).toMatchObject({
    correction: { focus: { x: 0.1, y: 0.2 } },
    analysis: { cutout: { by: 'plain-ground' } },
  });
  expect((await cutoutOf(id)).width).toBe(1);
  expect(await t.storage.exists(handCutoutKey ?? '')).toBe(false);
  expect((await call('DELETE', id, '/cutout')).status).toBe(200);
});

test('it is switched off and on without being lost, and a new mask switches it on', async () => {
  const id = await aReady();
  await correct(id, await aMask());
  const { body: off } = await call('PATCH', id, '', { cutout: false });
  expect(off).toMatchObject({ correction: { cutout: false, mask: true }, analysis: { cutout: null }, cutoutUrl: null });
  const { body: on } = await call('PATCH', id, '', { cutout: true });
  expect(on.analysis.cutout.by).toBe('hand');
  await call('PATCH', id, '', { cutout: false });
  expect((await correct(id, await aMask())).body.correction).toEqual({ mask: true });
});

test('where no method found a subject, a person shows it, and nothing says any longer that there is none', async () => {
  const findings = [{ code: 'ground_not_plain', message: 'The ground is not plain.' }] as const;
  const analysis = anAnalysis({ version: ANALYSIS_VERSION, findings: [...findings] });
  const id = await aReady({ analysis, cutoutKey: null });
  expect((await call('GET', id, '/cutout')).body.code).toBe('no_cutout');
  expect((await correct(id, await aMask())).body.analysis).toMatchObject({ findings: [], cutout: { usable: true } });
});

test('a mask may be smaller than the image, and say it by its alpha or with 16 bits', async () => {
  const id = await aReady();
  const small = { left: 40, top: 30, width: 80, height: 60 };
  const grey = await aMask(small, { width: 160, height: 120 });
  const alpha = await sharp(grey).removeAlpha().toColourspace('b-w').raw().toBuffer();
  const black = solid(160, 120, 0).joinChannel(alpha, { raw: { width: 160, height: 120, channels: 1 } });
  const deep = sharp(grey).toColourspace('grey16').png();
  for (const mask of [grey, await black.png().toBuffer(), await deep.toBuffer()]) {
    const { status, body } = await correct(id, mask);
    expect(status).toBe(200);
    expect(body.analysis.cutout.bounds.x).toBeCloseTo(0.25, 1);
    expect(body.analysis.cutout.bounds.width).toBeCloseTo(0.5, 1);
  }
});

test.each([
  [
    'a JPEG',
    async () =>
      sharp(await aMask())
        .jpeg()
        .toBuffer(),
    422,
    'mask_not_taken',
  ],
  ['one of other proportions', () => aMask(THING, { width: 640, height: 640 }), 422, 'mask_not_taken'],
  ['one that leaves nothing', () => solid(WIDTH, HEIGHT, 100).png().toBuffer(), 422, 'mask_empty'],
  ['half a PNG', async () => (await aMask()).subarray(0, 200), 422, 'upload_not_an_image'],
  ['text', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'upload_type_not_taken'],
  ['an empty file', async () => Buffer.alloc(0), 422, 'upload_empty'],
  ['more than 10 MB', async () => Buffer.alloc(10_000_001), 413, 'upload_too_large'],
  ['more than 50 megapixels', () => solid(8200, 6150, 0).png().toBuffer(), 422, 'upload_too_many_pixels'],
])('as a mask %s is refused, and nothing is stored', async (_, mask, status, code) => {
  const id = await aReady();
  expect(await correct(id, await mask())).toMatchObject({ status, body: { code, field: 'mask' } });
  expect((await call('GET', id)).body).toMatchObject({ correction: {}, analysis: { cutout: { by: 'plain-ground' } } });
  expect(await Array.fromAsync(t.storage.list(`assets/${id}/`))).toHaveLength(2);
});

test('one mask is taken at a time, as `mask`, of an image that is the caller’s, READY, and without an alpha', async () => {
  const mask = await aMask();
  const id = await aReady();
  const refused = async (answer: Promise<unknown>, status: number, code: string) =>
    expect(await answer).toMatchObject({ status, body: { code } });
  await refused(send(id, []), 422, 'upload_empty');
  await refused(send(id, [['file', mask]]), 422, 'validation_failed');
  await refused(
    send(id, [
      ['mask', mask],
      ['mask', mask],
    ]),
    413,
    'upload_too_many_files',
  );
  await refused(send(id, [['mask', mask]], (await t.newCaller()).key), 404, 'not_found');
  await refused(send(newId(), [['mask', mask]]), 404, 'not_found');
  await refused(correct(await anAsset(t.db, { userId: t.caller.userId }), mask), 409, 'asset_not_ready');
  const own = await aReady({ analysis: anAnalysis({ version: ANALYSIS_VERSION, hasAlpha: true }) });
  await refused(correct(own, mask), 422, 'mask_not_taken');
});

test('of several masks one object stays, its row names it, and it goes with the asset', async () => {
  const id = await aReady();
  await Promise.all([correct(id, await aMask()), correct(id, await aMask())]);
  await correct(id, await aMask());
  const keys = (await Array.fromAsync(t.storage.list(`assets/${id}/`))).map(({ key }) => key);
  expect(keys.filter((key) => key.endsWith('by-hand.png'))).toEqual([(await rowOf(id)).handCutoutKey]);
  const [owner] = await ownersOf(t.db, { folder: 'assets', ids: [id] });
  expect(owner?.keys).toEqual(expect.arrayContaining(keys));
  await call('DELETE', id);
  const gone: string[] = [];
  for (const page of GONE_PAGES) gone.push(...(await page(t.db, { olderThanSeconds: -10, limit: 100 })).keys);
  expect(gone).toEqual(expect.arrayContaining(keys));
});

test('small copies of an image are made once, and belong to the master that they were made of', async () => {
  const id = await aReady();
  const locationOf = async (width: number) => (await call('GET', id, `/content?width=${width}`)).headers.location;
  const small = await fetch(String(await locationOf(300)));
  expect(await sharp(Buffer.from(await small.arrayBuffer())).metadata()).toMatchObject({ width: 320, format: 'jpeg' });
  expect(await locationOf(320)).toContain('-w320.jpg');
  const { masterKey, renditions } = await rowOf(id);
  expect(renditions).toEqual([320]);
  expect((await ownersOf(t.db, { folder: 'assets', ids: [id] }))[0]?.keys).toContain(
    objectKeys.rendition(masterKey ?? '', 320),
  );
  const begun = (await beginAnalysis(t.db, { id, again: 'any' })) ?? expect.fail('it is READY');
  expect(begun.renditions).toEqual([320]);
  await finishAnalysis(t.db, begun, await analysed(id));
  expect((await rowOf(id)).renditions).toEqual([]);
  expect(await locationOf(4000)).not.toContain('-w');
});
