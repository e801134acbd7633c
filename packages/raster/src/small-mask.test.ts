import { expect, test } from 'vitest';
import { decodeMask, encodeMask } from './small-mask.ts';

const disc = (width: number, height: number) => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, at) =>
    Math.hypot((at % width) - width / 2, Math.floor(at / width) - height / 2) < height / 3 ? 255 : 0,
  ),
});

test('a mask is kept in a few kilobytes and comes back as its own small copy', () => {
  const kept = encodeMask(disc(1024, 768));
  expect(kept).toMatchObject({ width: 96, height: 72 });
  expect(kept.data.length).toBeLessThan(3_000);
  const { data } = decodeMask(kept);
  expect([data[0], data[36 * 96 + 48]]).toEqual([0, 255]);
  const share = data.reduce((sum, cell) => sum + cell, 0) / (255 * data.length);
  expect(share).toBeCloseTo((Math.PI * 256 ** 2) / (1024 * 768), 2);
});

test('a small mask is kept as it is', () => {
  const mask = disc(17, 5);
  expect(decodeMask(encodeMask(mask))).toEqual(mask);
});

test('data of another size is no mask', () => {
  const kept = encodeMask(disc(40, 30));
  expect(() => decodeMask({ ...kept, width: 41 })).toThrow('41x30');
  expect(() => decodeMask({ ...kept, width: 39 })).toThrow();
});
