import { expect, test } from 'vitest';
import { airAround } from './logo-air.ts';

const LOGOS = [{ box: { x: 100, y: 100, width: 80, height: 40 }, plated: false }];
const line = { box: { x: 100, y: 400, width: 300, height: 40 }, size: 40 };

test('a logo has air to the tag or button around words, not only to the words', () => {
  const tag = { x: 80, y: 144, width: 340, height: 80 };
  expect(airAround(LOGOS, [line], [])).toBeGreaterThan(5);
  expect(airAround(LOGOS, [{ ...line, plate: tag }], [])).toBeCloseTo(0.1);
});

test('a logo has air to the edge of a photograph, unless it stands on that', () => {
  expect(airAround(LOGOS, [line], [{ x: 0, y: 146, width: 900, height: 300 }])).toBeCloseTo(0.15);
  expect(airAround(LOGOS, [line], [{ x: 0, y: 0, width: 900, height: 300 }])).toBeGreaterThan(5);
});
