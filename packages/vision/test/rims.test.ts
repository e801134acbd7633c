import { analysisSchema } from '@proofsheet/domain';
import { hardScenes, sampleImages } from '@proofsheet/samples';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openVision, type Vision } from '../src/index.ts';
import { withoutRims } from '../src/readings/rims.ts';

const sample = (name: string) => sampleImages.find((image) => image.name === name)?.path ?? '';

let vision: Vision;
beforeAll(async () => {
  vision = await openVision({ threads: 1 });
});
afterAll(() => vision.close());

async function regionOf(image: Sharp, quality = 88) {
  const { data, info } = await sharp(await image.jpeg({ quality }).toBuffer())
    .raw()
    .toBuffer({ resolveWithObject: true });
  return withoutRims({ data, width: info.width, height: info.height, channels: 3 });
}

const dogs = hardScenes.find(({ name }) => name === 'dogs')?.path ?? '';

/** Dogs on a beach, with as much of a colour around them. */
function rimmed(background: string, rim: { left?: number; top?: number; right?: number; bottom?: number }) {
  return sharp(dogs)
    .resize(900, 600, { fit: 'cover' })
    .extend({ ...rim, background });
}

test.each([
  ['the black border of an old print', '#000000', { left: 6, top: 6, right: 6, bottom: 6 }],
  ['a white line at one side', '#ffffff', { left: 3 }],
  ['the bars of a film', '#000000', { top: 90, bottom: 90 }],
  ['bars beside an upright film', '#000000', { left: 420, right: 420 }],
  ['a white margin at the foot', '#ffffff', { bottom: 60 }],
])('%s is left out, and hardly anything else', async (_, background, rim) => {
  const found = await regionOf(sharp(await rimmed(background, rim).png().toBuffer()));
  const { left = 0, top = 0, right = 0, bottom = 0 } = { left: 0, top: 0, right: 0, bottom: 0, ...rim };
  expect(found).toBeDefined();
  for (const [trimmed, drawn] of [
    [found?.left ?? 0, left],
    [found?.top ?? 0, top],
    [900 + left + right - (found?.left ?? 0) - (found?.width ?? 0), right],
    [600 + top + bottom - (found?.top ?? 0) - (found?.height ?? 0), bottom],
  ] as const) {
    expect(trimmed).toBeGreaterThanOrEqual(drawn);
    expect(trimmed).toBeLessThanOrEqual(drawn === 0 ? 0 : drawn + 8);
  }
});

test('a white line that was scaled into the picture is left out as well', async () => {
  const scaled = await rimmed('#ffffff', { left: 2 }).png().toBuffer();
  const found = await regionOf(sharp(scaled).resize(500));
  expect(found?.left).toBeGreaterThanOrEqual(1);
  expect(found?.left).toBeLessThanOrEqual(4);
});

/** On a plain ground, with margins in hundredths of the width. */
function box(ground: string, margin: number, side = 800) {
  const inset = (side * margin) / 100;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">
    <rect width="${side}" height="${side}" fill="${ground}"/>
    <rect x="${inset}" y="${inset}" width="${side - inset * 2}" height="${side - inset * 2}" fill="#8a4a2c"/></svg>`;
  return sharp(Buffer.from(svg));
}

test.each([
  ['a box before white', () => box('#ffffff', 6)],
  ['a box in the dark', () => box('#060606', 12)],
  ['headphones before their ground', () => sharp(sample('headphones-photo'))],
  ['hills below a sky', () => sharp(sample('dusk-hills'))],
  [
    'a shade that falls off to the foot',
    () =>
      sharp(
        Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><defs><linearGradient id="g" x2="0" y2="1">
          <stop offset="0" stop-color="#ffffff"/><stop offset="0.1" stop-color="#fdfdfd"/><stop offset="1" stop-color="#707070"/>
          </linearGradient></defs><rect width="600" height="600" fill="url(#g)"/></svg>`),
      ),
  ],
])('%s keeps its ground', async (_, image) => {
  expect(await regionOf(image().flatten({ background: '#fff' }))).toBeUndefined();
});

test('what is found within rims is told in shares of all of the image', async () => {
  const person = await sharp(sample('mara')).resize({ height: 520 }).png().toBuffer();
  const { width = 0 } = await sharp(person).metadata();
  const ground = sharp(sample('dusk-hills')).resize(900, 600, { fit: 'cover' });
  const inner = await ground
    .composite([{ input: person, left: 450 - Math.round(width / 2), top: 80 }])
    .png()
    .toBuffer();
  const bars = await sharp(inner)
    .extend({ top: 100, bottom: 100, background: '#000' })
    .jpeg({ quality: 92 })
    .toBuffer();
  const { analysis } = await vision.analyse(bars);
  const { analysis: plain } = await vision.analyse(await sharp(inner).jpeg({ quality: 92 }).toBuffer());
  expect(analysisSchema.parse(analysis)).toEqual(analysis);
  expect(plain.picture).toBeUndefined();
  expect(analysis).toMatchObject({ width: 900, height: 800 });
  expect(analysis.picture?.y).toBeCloseTo(0.125, 1);
  expect(analysis.faces).toHaveLength(1);
  const inBars = (y: number) => (y * 600 + 100) / 800;
  expect(analysis.faces[0]?.y).toBeCloseTo(inBars(plain.faces[0]?.y ?? 0), 1);
  expect(analysis.faces[0]?.eyes.left.y).toBeCloseTo(inBars(plain.faces[0]?.eyes.left.y ?? 0), 1);
  expect(analysis.focus.y).toBeCloseTo(inBars(plain.focus.y), 1);
  expect(analysis.subject?.box.y).toBeGreaterThan(0.125);
});
