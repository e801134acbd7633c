import { readFile } from 'node:fs/promises';
import { ANALYSIS_VERSION } from '@proofsheet/domain';
import { photo12, sampleImages } from '@proofsheet/samples';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openVision, type Vision, visionConfigSchema } from '../src/index.ts';
import { type DrawnModel, maskModel } from './drawn-models.ts';
import { modelFolder } from './model-folder.ts';
import { seeded } from './seeded.ts';

const sample = (name: string) => sampleImages.find((image) => image.name === name)?.path ?? '';

let vision: Vision;
let folder: Awaited<ReturnType<typeof modelFolder>>;
beforeAll(async () => {
  folder = await modelFolder();
});
beforeEach(async () => {
  vision = await openVision({ threads: 2 });
  return () => vision.close();
});
afterAll(() => folder.remove());

/** A red disc before green checks, which no plain ground has; `white` adds a white spot. */
async function disc({ white = false } = {}): Promise<Buffer> {
  const random = seeded(7);
  const side = 480;
  const data = Buffer.alloc(side * side * 3);
  for (let at = 0; at < side * side; at += 1) {
    const [x, y] = [at % side, Math.floor(at / side)];
    const check = ((x >> 4) + (y >> 4)) % 2 ? 70 : 190;
    const spot = white && x < 12 && y < 12;
    const inside = (x - 240) ** 2 + (y - 240) ** 2 < 120 ** 2;
    const ground = [20, check + random() * 20, 40];
    data.set(spot ? [255, 255, 255] : inside ? [220, 30, 30] : ground, at * 3);
  }
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}

async function withModel(
  model: DrawnModel,
  settings: Record<string, string> = {},
  { threads = 1 } = {},
): Promise<Vision> {
  await vision.close();
  const cutoutModel = await folder.put('model.onnx', maskModel({ side: 64, ...model }));
  const usual = { cutoutModelMean: '0,0,0', cutoutModelStd: '1,1,1', cutoutSeconds: '20' };
  vision = await openVision({ threads, config: visionConfigSchema.parse({ cutoutModel, ...usual, ...settings }) });
  return vision;
}

test('a product before a plain ground is cut out; the cut-out is exactly the part that its bounds name', async () => {
  const { analysis, master, cutout } = await vision.analyse(await readFile(photo12));
  expect(analysis).toMatchObject({
    version: ANALYSIS_VERSION,
    ...{ width: 4000, height: 3000, faces: [], findings: [], focusBy: 'subject' },
    cutout: { by: 'plain-ground', usable: true },
    seen: { role: { is: 'PRODUCT' } },
  });
  expect(await sharp(master).metadata()).toMatchObject({ format: 'jpeg', width: 4000 });
  const { format, hasAlpha, width, height } = await sharp(cutout?.bytes).metadata();
  expect({ format, hasAlpha }).toEqual({ format: 'png', hasAlpha: true });
  const { bounds = { width: 0, height: 0 } } = analysis.cutout ?? {};
  expect(width).toBeCloseTo(bounds.width * 2048, -1);
  expect(height).toBeCloseTo(bounds.height * 1536, -1);
  const { channels } = await sharp(cutout?.bytes).stats();
  expect(channels[3]).toMatchObject({ min: 0, max: 255 });
});

test('a person before hills is found by her face, and cut out as she was drawn', async () => {
  const mara = sharp(sample('mara')).resize(760);
  const { info } = await mara.clone().toBuffer({ resolveWithObject: true });
  const scene = await sharp(sample('dusk-hills'))
    .resize(1280, info.height, { fit: 'cover' })
    .composite([{ input: await mara.clone().png().toBuffer(), left: 260, top: 0 }])
    .jpeg({ quality: 92 })
    .toBuffer();
  const { analysis, cutout } = await vision.analyse(scene);
  expect(analysis).toMatchObject({ focusBy: 'faces', seen: { role: { is: 'PERSON' } } });
  expect(analysis.faces).toHaveLength(1);
  expect(analysis.cutout).toMatchObject({ by: 'person', usable: true });
  const { bounds } = analysis.cutout ?? {};
  const place = { left: Math.round((bounds?.x ?? 0) * 1280), top: Math.round((bounds?.y ?? 0) * info.height) };
  const blank = { create: { width: 1280, height: info.height, channels: 4 as const, background: '#00000000' } };
  const alphaOf = (input: Buffer, at: { left: number; top: number }) =>
    sharp(blank)
      .composite([{ input, ...at }])
      .extractChannel(3)
      .raw()
      .toBuffer();
  const found = await alphaOf(cutout?.bytes ?? Buffer.alloc(0), place);
  const drawn = await alphaOf(await mara.clone().png().toBuffer(), { left: 260, top: 0 });
  expect(intersectionOverUnion(found, drawn)).toBeGreaterThan(0.93);
});

test('what came with alpha is its own cut-out: none is stored beside it', async () => {
  const { analysis, cutout } = await vision.analyse(await readFile(sample('headphones')));
  expect(cutout).toBeUndefined();
  expect(analysis.cutout).toMatchObject({ by: 'alpha', usable: true, bounds: analysis.bounds });
});

test('what cannot be cut out is framed, and says why; with CUTOUT_MODEL=none no model looks for it', async () => {
  await vision.close();
  vision = await openVision({ threads: 1, config: visionConfigSchema.parse({ cutoutModel: 'none' }) });
  const { analysis, cutout } = await vision.analyse(await disc());
  expect(analysis.subject).toBeUndefined();
  expect(cutout).toBeUndefined();
  expect(analysis.cutout).toBeNull();
  expect(analysis.findings).toEqual([{ code: 'ground_not_plain', message: expect.any(String) }]);
});

test("an operator's model is asked where the ground is not plain", async () => {
  const { analyse, about } = await withModel({});
  expect(about).toEqual([expect.stringContaining('model.onnx: 64 by 64 pixels')]);
  const { analysis, cutout } = await analyse(await disc());
  expect(analysis.cutout?.by).toBe('model');
  expect(analysis.cutout?.bounds.x).toBeCloseTo(0.25, 1);
  expect(analysis.cutout?.bounds.width).toBeCloseTo(0.5, 1);
  expect(analysis.cutout?.usable).toBe(true);
  expect((await sharp(cutout?.bytes).metadata()).hasAlpha).toBe(true);
});

test('a model that takes too long costs the cut-out and not the asset; the next image is asked of a new one', async () => {
  const { analyse } = await withModel({ onWhite: 'never ends' }, { cutoutSeconds: '8' });
  const [slow, quick] = [await analyse(await disc({ white: true })), await analyse(await disc())];
  expect(slow.analysis.findings.map(({ code }) => code)).toContain('cutout_model_timeout');
  expect(slow.analysis.width).toBe(480);
  expect(quick.analysis.cutout?.by).toBe('model');
});

test('a file that cannot be decoded is refused before any model sees it', async () => {
  const { analyse } = await withModel({ onWhite: 'never ends' }, { cutoutSeconds: '20' });
  const whole = await disc({ white: true });
  for (const bytes of [whole.subarray(0, whole.length / 2), Buffer.from('no image')]) {
    const started = performance.now();
    await expect(analyse(bytes)).rejects.toMatchObject({ permanent: true, code: expect.stringMatching(/^upload_/) });
    expect(performance.now() - started).toBeLessThan(10_000);
  }
});

test('an abort refuses one that waits for its thread at once, while the thread goes on with another', async () => {
  await vision.close();
  vision = await openVision({ threads: 1 });
  const ended: string[] = [];
  const stop = new AbortController();
  const running = vision.analyse(await readFile(photo12)).then(() => ended.push('the other'));
  const waiting = vision.analyse(await disc(), { signal: stop.signal }).finally(() => ended.push('the aborted one'));
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await running;
  expect(ended).toEqual(['the aborted one', 'the other']);
});

test('an abort at any moment of an analysis lands, and ends neither the process nor the analyses of others', async () => {
  // The model keeps the analysis going for longer than any moment below, however fast or slow the machine is.
  const vision = await withModel({ onWhite: 'never ends' }, { cutoutSeconds: '60' }, { threads: 2 });
  const endless = await disc({ white: true });
  const other = await disc();
  const expected = await vision.analyse(other);
  for (const ms of [0, 10, 20, 40, 80, 160, 320, 640, 1280]) {
    const stop = new AbortController();
    const aborted = vision.analyse(endless, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error(`stopped after ${ms} ms`)), ms);
    await expect(aborted).rejects.toThrow(`stopped after ${ms} ms`);
    expect(await vision.analyse(other)).toEqual(expected);
  }
}, 120_000);

test('the same bytes have the same analysis, in any thread', async () => {
  const bytes = await readFile(photo12);
  const [one, other] = await Promise.all([vision.analyse(bytes), vision.analyse(bytes)]);
  expect(other).toEqual(one);
});

test('the state tells whether people can be found, from the first image on', async () => {
  expect(vision.state()).toBe('not loaded yet');
  await vision.analyse(await disc());
  expect(vision.state()).toBe('ok');
});

function intersectionOverUnion(a: Buffer, b: Buffer): number {
  let [both, either] = [0, 0];
  for (let at = 0; at < a.length; at += 1) {
    both += Math.min(a[at] as number, b[at] as number);
    either += Math.max(a[at] as number, b[at] as number);
  }
  return both / either;
}
