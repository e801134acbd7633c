import type { Fault } from '@proofsheet/domain';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decode } from '../src/codec/decode.ts';
import { hardenImageLibrary } from '../src/index.ts';
import { seeded } from './seeded.ts';

const encodings: Record<string, (image: Sharp) => Sharp> = {
  baseline: (image) => image.jpeg(),
  progressive: (image) => image.jpeg({ progressive: true }),
  'progressive without subsampling': (image) => image.jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  'progressive with optimised scans': (image) => image.jpeg({ mozjpeg: true }),
  grey: (image) => image.greyscale().jpeg({ progressive: true }),
  cmyk: (image) => image.toColourspace('cmyk').jpeg(),
};

const files: Record<string, Buffer> = {};

beforeAll(async () => {
  for (const [name, encode] of Object.entries(encodings)) files[name] = await encode(scene()).toBuffer();
  hardenImageLibrary();
});

describe.each(Object.keys(encodings))('a JPEG, %s,', (name) => {
  const file = () => files[name] as Buffer;

  test('is taken when it lacks its end marker, or half of it', async () => {
    const whole = await pixelsOf(file());
    expect(await pixelsOf(file().subarray(0, -2))).toEqual(whole);
    expect(await pixelsOf(file().subarray(0, -1))).toEqual(whole);
  });

  test('is refused when pixels are missing, be it in the last row alone', async () => {
    const whole = await pixelsOf(file());
    for (const missing of [4, 6, 10, 20, 50, 200, Math.floor(file().length / 2)]) {
      const cut = await pixelsOf(file().subarray(0, -missing)).catch((fault: Fault) => fault.code);
      // A last byte may hold nothing but padding.
      if (cut !== 'upload_not_an_image') expect(cut, `without ${missing} bytes`).toEqual(whole);
    }
    await expect(pixelsOf(file().subarray(0, -200))).rejects.toThrow('cut off');
  });
});

test.each([
  ['half of it', (file: Buffer) => file.subarray(0, file.length / 2)],
  ['most of it', (file: Buffer) => file.subarray(0, -200)],
  [
    'it with a hole',
    (file: Buffer) => Buffer.concat([file.subarray(0, file.length / 2), file.subarray(file.length / 2 + 200, -2)]),
  ],
])('a JPEG of which %s is there is refused, though it ends in an end marker', async (_, part) => {
  const closed = Buffer.concat([part(files.baseline as Buffer), Buffer.from([0xff, 0xd9])]);
  await expect(pixelsOf(closed)).rejects.toThrow('cut off');
});

test('a progressive JPEG that ends between two scans is refused: it is whole, and coarse', async () => {
  const file = files.progressive as Buffer;
  const scans = [...file.keys()].filter((at) => file[at] === 0xff && file[at + 1] === 0xda);
  for (const scan of scans.slice(1)) {
    const tables = file.lastIndexOf(Buffer.from([0xff, 0xc4]), scan);
    const end = tables > (scans[scans.indexOf(scan) - 1] as number) ? tables : scan;
    await expect(pixelsOf(file.subarray(0, end)), `without the scan at ${scan}`).rejects.toThrow('cut off');
  }
});

async function pixelsOf(jpeg: Buffer): Promise<Buffer> {
  return (await decode(jpeg)).pixels.data;
}

/** Grain over a gradient: no block is like another. */
function scene(): Sharp {
  const [width, height] = [203, 151];
  const random = seeded(5);
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < data.length; at += 1) {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    data[at] = Math.min(255, x * 0.6 + y * 0.4 + (at % 3) * 20 + random() * 30);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}
