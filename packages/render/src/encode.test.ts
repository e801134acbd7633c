import { OUTPUT_MEDIA_TYPES } from '@proofsheet/domain';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encode } from './encode.ts';

/** Noise: the worst that an encoder can be given. */
async function noise(width: number, height: number) {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const data = await sharp({ create: { width, height, channels: 3, background: '#000', noise } })
    .raw()
    .toBuffer();
  return { width, height, data };
}

test.each(OUTPUT_MEDIA_TYPES)(
  '%s meets a cap far below its usual size, at the best quality that does',
  async (mediaType) => {
    const canvas = await noise(320, 180);
    const usual = await encode(canvas, mediaType, 10_000_000);
    const capped = await encode(canvas, mediaType, usual.bytes.length * 0.6);
    expect(capped.bytes.length).toBeLessThanOrEqual(usual.bytes.length * 0.6);
    expect(capped.quality).toBeLessThan(usual.quality);
    expect((await sharp(capped.bytes).metadata()).width).toBe(320);
  },
);
