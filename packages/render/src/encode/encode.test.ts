import { OUTPUT_MEDIA_TYPES } from '@proofsheet/domain';
import type { Canvas } from '@proofsheet/raster';
import { photo12 } from '@proofsheet/samples';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { encode } from './encode.ts';
import { LADDERS } from './ladders.ts';

const KB = 1_000;
const MB = 1_000_000;

/** A photograph with grain that does not compress, the same every time. */
async function grainy(width: number, height: number, grain: number): Promise<Canvas> {
  const data = await sharp(photo12).resize(width, height).removeAlpha().raw().toBuffer();
  let state = 7;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[at] = Math.max(0, Math.min(255, (data[at] as number) + (state / 2 ** 31 - 1) * grain));
  }
  return { width, height, data };
}

const differenceOf = async (bytes: Buffer, { width, height, data }: Canvas) => {
  const decoded = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([decoded.info.width, decoded.info.height]).toEqual([width, height]);
  return decoded.data.reduce((sum, value, at) => sum + Math.abs(value - (data[at] as number)), 0) / data.length;
};

describe.each(OUTPUT_MEDIA_TYPES)('%s', (mediaType) => {
  test('gives nothing up where the cap allows its usual quality', async () => {
    const { bytes, quality, gaveUp } = await encode(await grainy(320, 180, 10), mediaType, MB);
    expect({ quality, gaveUp }).toEqual({ quality: LADDERS[mediaType][0].best, gaveUp: [] });
    expect((await sharp(bytes).metadata()).width).toBe(320);
  });

  test('fits a billboard of 970x250 into 150 KB, and still shows the photograph', async () => {
    const canvas = await grainy(970, 250, 50);
    const { bytes, gaveUp } = await encode(canvas, mediaType, 150 * KB);
    expect(bytes.length).toBeLessThanOrEqual(150 * KB);
    expect(await differenceOf(bytes, canvas)).toBeLessThan(30);
    expect(gaveUp.includes('colours')).toBe(mediaType === 'image/png');
  });

  test('fits 3840x2160 into 2 MB', { timeout: 90_000 }, async () => {
    const { bytes, quality, gaveUp } = await encode(await grainy(3840, 2160, 20), mediaType, 2 * MB);
    expect(bytes.length).toBeLessThanOrEqual(2 * MB);
    expect(quality).toBeGreaterThan(9);
    expect(gaveUp).not.toContain('speed');
  });

  test('makes the same bytes of the same canvas', async () => {
    const canvas = await grainy(640, 360, 20);
    const [first, second] = [await encode(canvas, mediaType, 25 * KB), await encode(canvas, mediaType, 25 * KB)];
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect(first.gaveUp).not.toEqual([]);
  });

  test('returns the smallest file that can be made when none is under the cap', async () => {
    const { bytes, gaveUp } = await encode(await grainy(320, 180, 60), mediaType, 200);
    expect(bytes.length).toBeGreaterThan(200);
    expect(bytes.length).toBeLessThan(8 * KB);
    expect(gaveUp).not.toEqual([]);
  });
});

test.each([
  ['image/jpeg', 'quality'],
  ['image/webp', 'quality'],
  ['image/avif', 'quality'],
  ['image/png', 'colours'],
] as const)('%s: the quality is the highest under the cap, within three', async (mediaType, given) => {
  const canvas = await grainy(480, 270, 8);
  const rung = LADDERS[mediaType].find(({ gaveUp }) => gaveUp.join() === given);
  const [most, least] = await Promise.all([rung?.encode(canvas, rung.best), rung?.encode(canvas, rung.least)]);
  for (const share of [0.3, 0.8]) {
    const cap = (least?.length ?? 0) * (1 - share) + (most?.length ?? 0) * share;
    const { bytes, quality, gaveUp } = await encode(canvas, mediaType, cap);
    expect(gaveUp).toEqual([given]);
    expect(bytes.length).toBeLessThanOrEqual(cap);
    const better = Math.min(quality + 4, rung?.best ?? 0);
    expect((await rung?.encode(canvas, better))?.length).toBeGreaterThan(cap);
  }
});

test('a PNG a little over its cap stays without loss: better filters are found first', async () => {
  const canvas = await grainy(480, 270, 0);
  const usual = await encode(canvas, 'image/png', MB);
  const { bytes, gaveUp } = await encode(canvas, 'image/png', usual.bytes.length - 1);
  expect(gaveUp).toEqual(['speed']);
  expect(await differenceOf(bytes, canvas)).toBe(0);
});

test('one thread encodes a picture, whatever was set before: the bytes of an AVIF depend on their number', async () => {
  sharp.concurrency(4);
  vi.resetModules();
  await import('./encode.ts');
  expect(sharp.concurrency()).toBe(1);
});
