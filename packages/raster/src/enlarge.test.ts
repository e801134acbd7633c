import { expect, test } from 'vitest';
import { enlarge } from './enlarge.ts';

test('a flat picture stays flat to its edges, in each channel', () => {
  const flat = Uint8Array.from({ length: 4 * 3 * 3 }, (_, at) => [10, 120, 250][at % 3] as number);
  const large = enlarge(flat, { width: 4, height: 3 }, 3, { width: 33, height: 17 });
  expect(large).toHaveLength(33 * 17 * 3);
  expect([0, 1, 2].map((channel) => [...new Set(large.filter((_, at) => at % 3 === channel))])).toEqual([
    [10],
    [120],
    [250],
  ]);
});

test('a slope stays a slope, its pixels where they were', () => {
  const slope = Uint8Array.from({ length: 16 * 2 }, (_, at) => (at % 16) * 16);
  const large = enlarge(slope, { width: 16, height: 2 }, 1, { width: 128, height: 16 });
  const inner = [...large.subarray(128 * 7 + 16, 128 * 7 + 112)];
  expect(inner.every((level, at) => at === 0 || Math.abs(level - (inner[at - 1] as number) - 2) <= 1)).toBe(true);
  // Pixel 60 of the larger lies at 60.5 / 8 - 0.5 of the smaller.
  expect(large[128 * 7 + 60]).toBe(Math.round((60.5 / 8 - 0.5) * 16));
});

test('the part that the caller does not need is left empty, and all else is as without it', () => {
  const source = Uint8Array.from({ length: 5 * 4 * 3 }, (_, at) => (at * 37) % 251);
  const [small, size] = [
    { width: 5, height: 4 },
    { width: 40, height: 32 },
  ];
  const whole = enlarge(source, small, 3, size);
  const except = { x: 0, y: 9, width: 13, height: 23 };
  const cut = enlarge(source, small, 3, size, except);
  const isCut = (pixel: number) => pixel % 40 < 13 && Math.floor(pixel / 40) >= 9;
  expect(cut).toEqual(whole.map((level, at) => (isCut(Math.floor(at / 3)) ? 0 : level)));
});
