import { describe, expect, test } from 'vitest';
import { boxBlur } from './box-blur.ts';
import { guidedFilter } from './guided-filter.ts';

const width = 40;
const height = 24;
const plane = (value: (x: number, y: number) => number) =>
  Float32Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width)));

/** By the definition: no running sums. */
function slowMean(values: Float32Array, x: number, y: number, radius: number): number {
  let sum = 0;
  let count = 0;
  for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v += 1) {
    for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u += 1) {
      sum += values[v * width + u] as number;
      count += 1;
    }
  }
  return sum / count;
}

describe('the box blur', () => {
  test.each([1, 3, 11, 100])('of radius %i is the mean of the window inside the plane', (radius) => {
    const values = plane((x, y) => ((x * 7919 + y * 104_729) % 251) / 251);
    const blurred = boxBlur(values, width, height, radius);
    for (let at = 0; at < values.length; at += 1) {
      expect(blurred[at]).toBeCloseTo(slowMean(values, at % width, Math.floor(at / width), radius), 5);
    }
  });

  test('of one pixel, one row and one column stays inside', () => {
    expect([...boxBlur(Float32Array.of(0.5), 1, 1, 4)]).toEqual([0.5]);
    expect([...boxBlur(Float32Array.of(0, 1, 2), 3, 1, 1)]).toEqual([0.5, 1, 1.5]);
    expect([...boxBlur(Float32Array.of(0, 1, 2), 1, 3, 1)]).toEqual([0.5, 1, 1.5]);
  });
});

describe('the guided filter', () => {
  const guide = plane((x) => (x < 20 ? 0.2 : 0.8));

  test('moves a blurred edge back to the edge of the guide', () => {
    const soft = boxBlur(
      plane((x) => (x < 20 ? 0 : 1)),
      width,
      height,
      4,
    );
    const filtered = guidedFilter(guide, soft, width, height, { radius: 6, epsilon: 1e-4 });
    const row = 12 * width;
    const stepBefore = (soft[row + 20] as number) - (soft[row + 19] as number);
    const stepAfter = (filtered[row + 20] as number) - (filtered[row + 19] as number);
    expect(stepAfter).toBeGreaterThan(4 * stepBefore);
  });

  test('only smooths where the guide is flat', () => {
    const flat = plane(() => 0.5);
    const noisy = plane((x, y) => (x + y) % 2);
    const filtered = guidedFilter(flat, noisy, width, height, { radius: 4, epsilon: 1e-4 });
    for (const value of filtered) expect(Math.abs(value - 0.5)).toBeLessThan(0.05);
  });
});
