import { analysisSchema } from '@proofsheet/domain';
import { hardScenes } from '@proofsheet/samples';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openVision, type Vision } from '../src/index.ts';
import { isTrimmed } from '../src/readings/trimmed.ts';

let vision: Vision;
beforeAll(async () => {
  vision = await openVision({ threads: 1 });
});
afterAll(() => vision.close());

/** A watch on white paper of 400 x 600, with this much of it left around it. */
function watch({ left = 0, top = 0, right = 0, bottom = 0, paper = '#ffffff' }) {
  const [width, height] = [400 - left - right, 600 - top - bottom];
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="600">
    <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#26435f"/><stop offset="1" stop-color="#7fb2c9"/></linearGradient></defs>
    <rect width="400" height="600" fill="${paper}"/>
    <rect x="${left}" y="${top}" width="${width}" height="${height}" rx="150" fill="#15181c"/>
    <rect x="${left + 18}" y="${top + 18}" width="${width - 36}" height="${height - 36}" rx="134" fill="url(#g)"/>
  </svg>`);
}

async function pixelsOf(svg: Buffer) {
  const { data, info } = await sharp(svg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 as const };
}

test.each([
  ['a thing that touches all sides', {}, true],
  ['one that touches the head and the foot', { left: 90, right: 90 }, true],
  ['one with a hand of paper around it', { left: 60, top: 60, right: 60, bottom: 60 }, false],
  ['one that is cut off at its foot alone', { left: 90, top: 60, right: 90 }, false],
  ['one on grey paper', { paper: '#dedede' }, false],
])('%s', async (_, around, isSo) => {
  expect(isTrimmed(await pixelsOf(watch(around)))).toBe(isSo);
});

test('a photograph between white bars, or in a white frame, was not trimmed', async () => {
  const { data, width, height } = await pixelsOf(watch({ paper: '#3a6b45' }));
  const photograph = sharp(data, { raw: { width, height, channels: 3 } });
  const within = async (bars: { top: number; bottom: number; left?: number; right?: number }) => {
    const extended = await photograph
      .clone()
      .extend({ ...bars, background: '#ffffff' })
      .png()
      .toBuffer();
    return pixelsOf(extended);
  };
  const bars = await within({ top: 20, bottom: 20 });
  expect(isTrimmed(bars, { left: 0, top: 20, width: 400, height: 600 })).toBe(false);
  const framed = await within({ top: 10, bottom: 10, left: 10, right: 10 });
  expect(isTrimmed(framed, { left: 10, top: 10, width: 400, height: 600 })).toBe(false);
});

/** The watch with a scene on its face: what is drawn of flat colours alone is no photograph. */
async function photographed() {
  const scene = hardScenes.find(({ name }) => name === 'shoe')?.path ?? hardScenes[0]?.path;
  const face =
    '<svg xmlns="http://www.w3.org/2000/svg" width="364" height="564"><rect width="364" height="564" rx="134"/></svg>';
  const shown = await sharp(scene)
    .resize(364, 564, { fit: 'cover' })
    .composite([{ input: Buffer.from(face), blend: 'dest-in' }])
    .png()
    .toBuffer();
  return sharp(watch({}))
    .composite([{ input: shown, left: 18, top: 18 }])
    .removeAlpha()
    .jpeg({ quality: 90 })
    .toBuffer();
}

test('a thing that its photograph was trimmed to is cut out whole, ends at the edges, and is told in their shares', async () => {
  const { analysis, cutout } = await vision.analyse(await photographed());
  expect(analysisSchema.parse(analysis)).toEqual(analysis);
  expect(analysis).toMatchObject({
    ...{ width: 400, height: 600 },
    seen: { ground: { plain: true, trimmed: true, hex: '#ffffff' } },
    cutout: { usable: true, touches: { left: 0, top: 0, right: 0, bottom: 0 } },
    subject: { kind: 'one', person: false },
  });
  for (const { x, y, width, height } of [analysis.cutout?.bounds, analysis.subject?.box].flatMap((box) => box ?? [])) {
    expect(Math.max(x, y, 1 - x - width, 1 - y - height)).toBeLessThan(0.02);
  }
  const corner = await sharp(cutout?.bytes).extract({ left: 0, top: 0, width: 6, height: 6 }).raw().toBuffer();
  expect(corner[3]).toBeLessThan(20);
});
