import { expect, test } from 'vitest';
import type { Photograph } from '../images/photographs.ts';
import { scrolledPage } from './scrolled-page.ts';

const page = {
  ...{ width: 1000, height: 2000, isPage: true },
  spots: [100, 700, 1300, 1900].map((y) => ({ x: 500, y, weight: 0.25 })),
} as unknown as Photograph;

test('a screen shows the upper part of a page as wide as it is; the rest is not missing from it', () => {
  const { crop, photo } = scrolledPage(page, { x: 30, y: 40, width: 300, height: 300 });
  expect(crop).toEqual({ x: 0, y: 0, width: 1000, height: 1000 });
  expect(photo.spots).toEqual([
    { x: 500, y: 100, weight: 0.5 },
    { x: 500, y: 700, weight: 0.5 },
  ]);
});

test('a screen that is longer than the page shows all of its height', () => {
  const { crop, photo } = scrolledPage(page, { x: 0, y: 0, width: 300, height: 750 });
  expect(crop).toEqual({ x: 100, y: 0, width: 800, height: 2000 });
  expect(photo.spots).toHaveLength(4);
});
