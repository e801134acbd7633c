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
