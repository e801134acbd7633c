import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cropWithGround } from './extended-ground.ts';
import { openLazyImage } from './lazy-image.ts';
import type { Photograph } from './photographs.ts';

/** Dark dots on a light ground, so that an edge or a streak is seen as a step of lightness. */
async function dotted(subject: Photograph['subject']): Promise<Photograph> {
  const dots = Array.from({ length: 60 }, (_, at) => {
    const [x, y] = [(at % 10) * 40 + 12, Math.floor(at / 10) * 40 + 12];
    return `<rect x="${x}" y="${y}" width="20" height="20" fill="#222"/>`;
  }).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="240"><rect width="400" height="240" fill="#eee"/>${dots}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer();
  const [full, region] = [
    { width: 400, height: 240 },
    { x: 0, y: 0, width: 400, height: 240 },
  ];
  return {
    ...{ width: 400, height: 240, channels: 3, scale: 1, focus: { x: 200, y: 120 }, focusIsGiven: false },
    ...{ heads: [], subject, spots: [], isFigure: false, isPage: false, cutOff: new Set(), lightness: 0.5 },
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

test('a busy ground passes softly into its own colours: there is no band with an edge, and nothing in it', async () => {
  const picture = await cropWithGround(await dotted(undefined), CROP, SIZE, false);
  const lightness = rows(picture);
  const steps = lightness.slice(100, 130).map((value, at) => Math.abs(value - (lightness[99 + at] as number)));
  expect(Math.max(...steps)).toBeLessThan(14);
  const band = picture.data.subarray(60 * 400 * 3, 61 * 400 * 3);
  expect(Math.max(...band) - Math.min(...band)).toBeLessThan(30);
});

test('the subject keeps its edge where it reaches to the side of its photograph', async () => {
  const subject = { x: 12, y: 4, width: 376, height: 232 };
  const whole = await cropWithGround(await dotted(subject), CROP, SIZE, false);
  const free = await cropWithGround(await dotted({ x: 100, y: 100, width: 100, height: 40 }), CROP, SIZE, false);
  const darkest = ({ data }: { data: Uint8Array }) => Math.min(...data.subarray(136 * 400 * 3, 140 * 400 * 3));
  expect(darkest(whole)).toBeLessThan(60);
  expect(darkest(free)).toBeGreaterThan(darkest(whole) + 30);
});
