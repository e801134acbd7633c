import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cropWithGround } from './extended-ground.ts';
import { openLazyImage } from './lazy-image.ts';
import type { Photograph } from './photographs.ts';

/** Dark dots on a light ground, from `top` on, so that an edge or a streak is seen as a step of lightness. */
function dotted(subject: Photograph['subject'], top = 12): Promise<Photograph> {
  const dots = Array.from({ length: 60 }, (_, at) => {
    const [x, y] = [(at % 10) * 40 + 12, Math.floor(at / 10) * 40 + top];
    return `<rect x="${x}" y="${y}" width="20" height="20" fill="#222"/>`;
  }).join('');
  return drawn(`<rect width="400" height="240" fill="#eee"/>${dots}`, subject);
}

async function drawn(shapes: string, subject?: Photograph['subject']): Promise<Photograph> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="240">${shapes}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer();
  const [full, region] = [
    { width: 400, height: 240 },
    { x: 0, y: 0, width: 400, height: 240 },
  ];
  return {
    ...{ width: 400, height: 240, channels: 3, scale: 1, focus: { x: 200, y: 120 }, focusIsGiven: false },
    ...{
      heads: [],
      subject,
      spots: [],
      bust: [],
      company: [],
      arms: [],
      each: [],
      isFigure: false,
      isPage: false,
      runsOut: new Set(),
      endsWithin: new Set(),
      cutOff: new Set(),
      lightness: 0.5,
      trust: 1,
    },
    image: openLazyImage({ bytes, full, region, channels: 3, reduced: false }, false),
  };
}

/** The mean lightness of each row of a picture. */
function rows({ width, height, data }: { width: number; height: number; data: Uint8Array }): number[] {
  return Array.from({ length: height }, (_, y) => {
    const row = data.subarray(y * width * 3, (y + 1) * width * 3);
    return row.reduce((sum, value) => sum + value, 0) / row.length;
  });
}

const CROP = { x: 0, y: -120, width: 400, height: 480 };
const SIZE = { width: 400, height: 480 };

const row = ({ width, data }: { width: number; data: Uint8Array }, y: number) =>
  data.subarray(y * width * 3, (y + 1) * width * 3);
const range = (values: Uint8Array) => Math.max(...values) - Math.min(...values);

test('a busy ground goes on without a seam, and is the less sharp the farther it is', async () => {
  const picture = await cropWithGround(await dotted(undefined, 0), CROP, SIZE, false);
  const lightness = rows(picture);
  const steps = lightness.slice(116, 125).map((value, at) => Math.abs(value - (lightness[115 + at] as number)));
  expect(Math.max(...steps)).toBeLessThan(12);
  // Rows through dots: sharp in the photograph, and the softer the farther away.
  const ranges = [164, 105, 75, 35].map((at) => range(row(picture, at)));
  expect(ranges).toEqual(ranges.toSorted((one, other) => other - one));
  expect(ranges.at(-1)).toBeLessThan((ranges[0] as number) / 2);
});

test('the photograph itself is as it was but for the rim of its ground, and its subject to the edge', async () => {
  const isAsItWas = async (photo: Photograph, from: number) => {
    const picture = await cropWithGround(photo, CROP, SIZE, false);
    const own = await photo.image.part({ x: 0, y: 0, width: 400, height: 240 }, { width: 400, height: 240 });
    const [shown, given] = [picture.data.subarray((120 + from) * 1200, 360 * 1200), own.subarray(from * 1200)];
    // The lower edge goes on as well.
    const end = given.length - from * 1200;
    return Buffer.compare(Buffer.from(shown.subarray(0, end)), Buffer.from(given.subarray(0, end))) === 0;
  };
  expect(await isAsItWas(await dotted(undefined), 15)).toBe(true);
  expect(await isAsItWas(await dotted(undefined), 5)).toBe(false);
  expect(await isAsItWas(await dotted({ x: 12, y: 2, width: 376, height: 236 }), 2)).toBe(true);
});

test('far from the photograph its ground is seen, without its subject', async () => {
  const subject = { x: 100, y: 20, width: 200, height: 200 };
  const spots = Array.from({ length: 18 * 18 }, (_, at) => {
    return { x: 106 + (at % 18) * 11, y: 26 + Math.floor(at / 18) * 11, weight: 1 / 324 };
  });
  const shapes =
    '<rect width="400" height="240" fill="#ddd"/><rect x="100" y="20" width="200" height="200" fill="#bbb"/>';
  const photo = { ...(await drawn(shapes, subject)), spots };
  const { width, data } = await cropWithGround(photo, CROP, SIZE, false);
  const levels = (x: number) => Array.from({ length: 9 }, (_, at) => data[(at * 10 * width + x) * 3] as number);
  const beside = levels(20);
  expect(Math.max(...levels(200).map((level, at) => Math.abs(level - (beside[at] as number))))).toBeLessThan(5);
});

test('a subject is not mirrored where there is ground beside it', async () => {
  // Ground of 12 pixels above the dots, which are the subject: nothing of them is seen above.
  const subject = { x: 12, y: 12, width: 376, height: 216 };
  const { width, data } = await cropWithGround(await dotted(subject), CROP, SIZE, false);
  expect(Math.min(...data.subarray(60 * width * 3, 118 * width * 3))).toBeGreaterThan(120);
});

test('of the lines that a shade shows at its edge no streaks are left', async () => {
  const boards = Array.from({ length: 5 }, (_, at) => `<rect x="${at * 80}" width="40" height="240" fill="#aaa"/>`);
  const photo = await drawn(`<rect width="400" height="240" fill="#bbb"/>${boards.join('')}`);
  const picture = await cropWithGround(photo, CROP, SIZE, true);
  const middle = (y: number) => range(row(picture, y).subarray(120 * 3, 280 * 3));
  expect(middle(130)).toBe(0x11);
  expect(middle(20)).toBeLessThan(0x11 / 3);
});

test('what stands at an edge has no twin beyond it', async () => {
  const thing = '<rect width="400" height="240" fill="#ddd"/><rect x="170" width="60" height="60" fill="#222"/>';
  const { width, data } = await cropWithGround(await drawn(thing), CROP, SIZE, false);
  const twin = data[((120 - 50) * width + 200) * 3] as number;
  // Nearer to its ground than to itself.
  expect(twin).toBeGreaterThan(0x78);
});

test('a calm edge goes on as far as it is calm: no hill hangs above the sky', async () => {
  const hill = '<rect width="400" height="240" fill="#a8c4e8"/><rect y="24" width="400" height="216" fill="#1d3b1a"/>';
  const { width, data } = await cropWithGround(await drawn(hill), CROP, SIZE, false);
  // Blue over all of the 120 rows above the photograph, though a little darker at their end.
  const blues = Array.from({ length: 12 }, (_, at) => data[(at * 10 * width + 200) * 3 + 2] as number);
  expect(Math.min(...blues)).toBeGreaterThan(170);
});

test('the paper that a photograph was trimmed to goes on white, whatever touches its edge', async () => {
  const photo = await drawn(
    '<rect width="400" height="240" fill="#fff"/><rect x="90" width="220" height="240" fill="#222"/>',
  );
  const picture = await cropWithGround({ ...photo, isTrimmed: true }, CROP, SIZE, true);
  expect(Math.min(...row(picture, 118))).toBe(255);
  expect(Math.min(...row(picture, 122))).toBe(0x22);
});
