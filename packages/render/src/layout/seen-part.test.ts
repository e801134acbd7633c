import { expect, test } from 'vitest';
import { endCut, subjectShown } from './seen-part.ts';

/** A bicycle, 100 high: nearly all of it is wheels and frame, and above them stands a saddle that weighs a hundredth. */
const bicycle = [
  { x: 50, y: 5, weight: 0.005 },
  { x: 50, y: 15, weight: 0.005 },
  ...Array.from({ length: 66 }, (_, at) => ({ x: 5 + (at % 11) * 9, y: 35 + Math.floor(at / 11) * 12, weight: 0.015 })),
];
const below = (top: number) => (spot: { readonly y: number }) => spot.y > top;

test('an end that is little of a thing counts by its length when the frame cuts it off', () => {
  expect(subjectShown(bicycle, below(20), {}).cutOffShare).toBeCloseTo(0.01);
  expect(endCut(bicycle, below(20), {})).toBeCloseTo((30 / 90) * 0.5);
  expect(endCut(bicycle, below(0), {})).toBe(0);
});

test('neither the soft edge of a mask nor what bleeds by design is an end', () => {
  const hair = [{ x: 50, y: -20, weight: 0.002 }, ...bicycle];
  expect(endCut(hair, below(0), {})).toBe(0);
  expect(endCut(bicycle, below(20), { 'data-bleeds': '20' })).toBe(0);
});
