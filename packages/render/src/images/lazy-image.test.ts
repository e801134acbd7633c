import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openLazyImage } from './lazy-image.ts';

const FULL = { width: 800, height: 600 };
const REGION = { x: 0, y: 0, ...FULL };

/** Stripes three pixels wide, which blur to grey at half the size. */
async function stripes(): Promise<Buffer> {
  const { width, height } = { width: 1600, height: 1200 };
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < data.length; at++) data[at] = Math.floor(((at / 3) % width) / 3) % 2 === 0 ? 20 : 235;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

test('a part that is shown larger than decoded is as sharp as the file', async () => {
  const bytes = await stripes();
  const part = { x: 100, y: 100, width: 400, height: 300 };
  const image = openLazyImage({ bytes, full: FULL, region: REGION, channels: 3, reduced: true }, false);
  await image.pixels();
  const enlarged = await image.part(part, FULL);
  expect(enlarged.length).toBe(800 * 600 * 3);
  const file = await sharp(bytes).extract({ left: 200, top: 200, width: 800, height: 600 }).raw().toBuffer();
  const difference = enlarged.reduce((sum, value, at) => sum + Math.abs(value - (file[at] as number)), 0) / file.length;
  expect(difference).toBeLessThan(2);
});

test('a part that is not enlarged comes from the decoded pixels', async () => {
  const image = openLazyImage(
    { bytes: await stripes(), full: FULL, region: REGION, channels: 3, reduced: true },
    false,
  );
  const pixels = await image.pixels();
  const row = (await image.part({ x: 10, y: 5, width: 40, height: 30 }, { width: 40, height: 30 })).subarray(0, 120);
  expect(row).toEqual(new Uint8Array(pixels.subarray((5 * 800 + 10) * 3, (5 * 800 + 50) * 3)));
});
