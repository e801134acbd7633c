import type { Mask } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import { withoutRags } from './rags.ts';

const SIDE = 400;
const RADIUS = 120;
const MIDDLE = SIDE / 2;

/** A disc that is torn over its upper half by so many pixels, and has a strand, as long as that is wide, at its right. */
function disc(torn: number): Mask {
  let state = 7;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    const beyond = Math.hypot(x - MIDDLE, y - MIDDLE) - RADIUS;
    const isStrand = Math.abs(y - (MIDDLE + 60)) <= 1 && x > MIDDLE && x < MIDDLE + 180;
    const isTorn = y < MIDDLE - 30 && Math.abs(beyond) < torn;
    const level = isTorn ? Math.round(random()) : Math.min(1, Math.max(0, 0.5 - beyond));
    return isStrand ? 255 : Math.round(255 * level);
  });
  return { data, width: SIDE, height: SIDE };
}

/** The pixels that two masks have not in common, above and below a row. */
function differing(one: Mask, other: Mask) {
  const count = { above: 0, below: 0 };
  for (let at = 0; at < one.data.length; at++) {
    if (Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0)) < 128) continue;
    count[at < SIDE * (MIDDLE + 10) ? 'above' : 'below']++;
  }
  return count;
}

test('a torn stretch of an edge is drawn straight', async () => {
  const torn = disc(7);
  const whole = disc(0);
  const before = differing(torn, whole).above;
  expect(before).toBeGreaterThan(1200);
  expect(differing(await withoutRags(torn), whole).above).toBeLessThan(before * 0.35);
});

test('any other stretch stays as it is, to the pixel, with its strands', async () => {
  const torn = disc(7);
  expect(differing(await withoutRags(torn), torn).below).toBe(0);
  const whole = disc(0);
  expect(Buffer.compare((await withoutRags(whole)).data, whole.data)).toBe(0);
});
