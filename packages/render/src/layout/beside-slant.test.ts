import { expect, test } from 'vitest';
import type { Photograph } from '../images/photographs.ts';
import { besideSlant } from './beside-slant.ts';

/** A photograph with a thing that lies across the lower half of it. */
function photograph(from: number, to: number): Photograph {
  const xs = Array.from({ length: 20 }, (_, at) => from + ((to - from) * (at + 0.5)) / 20);
  const spots = xs.flatMap((x) => [150, 250].map((y) => ({ x, y, weight: 1 / 40 })));
  return { width: 640, height: 400, spots, focusIsGiven: false } as unknown as Photograph;
}
const BOX = { x: 400, y: 0, width: 400, height: 400 };
const beside = (box: typeof BOX, shape: 'slanted' | undefined, goesOn = false) => ({
  box,
  shape,
  goesOn: () => goesOn,
});
const CROP = { x: 200, y: 0, width: 400, height: 400 };

test('a crop makes room for what a slant would take, where the other side has it to give', () => {
  const { x, ...others } = besideSlant(CROP, photograph(220, 480), beside(BOX, 'slanted'));
  expect(x).toBeLessThan(190);
  expect(others).toEqual({ y: 0, width: 400, height: 400 });
  // Mirrored, the slant is at the end.
  expect(besideSlant(CROP, photograph(320, 590), beside({ ...BOX, x: 0 }, 'slanted')).x).toBeGreaterThan(210);
});

test('it never cuts the other side, nor leaves its photograph', () => {
  expect(besideSlant(CROP, photograph(220, 600), beside(BOX, 'slanted'))).toEqual(CROP);
  expect(besideSlant({ ...CROP, x: 4 }, photograph(10, 200), beside(BOX, 'slanted')).x).toBe(0);
});

test('a crop without a slant, or with a subject clear of it, stays', () => {
  expect(besideSlant(CROP, photograph(220, 480), beside(BOX, undefined))).toEqual(CROP);
  expect(besideSlant(CROP, photograph(360, 500), beside(BOX, 'slanted'))).toEqual(CROP);
});

test('what has no room to move is shown in a wider crop, where that shows nothing but its ground', () => {
  const wider = besideSlant(CROP, photograph(220, 600), beside(BOX, 'slanted', true));
  expect(wider.width).toBeGreaterThan(410);
  expect(wider.width / wider.height).toBeCloseTo(1, 2);
  // As far on both sides.
  expect(Math.abs(wider.x + wider.width / 2 - 400)).toBeLessThanOrEqual(1);
});
