import { blankCanvas, rgbOf } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import { lostOutline } from './lost-outline.ts';

const SIDE = 80;

/** A disc of one colour that leaves a tenth of its box clear. */
function disc(hex: string) {
  const { r, g, b } = rgbOf(hex);
  const data = new Uint8Array(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      if (Math.hypot(x - SIDE / 2, y - SIDE / 2) < SIDE * 0.4) data.set([r, g, b, 255], (y * SIDE + x) * 4);
  return { width: SIDE, height: SIDE, data };
}

const on = (ground: string, subject: string) =>
  lostOutline(blankCanvas(200, 100, rgbOf(ground)), disc(subject), { x: 10, y: 10 });

test.each([
  ['black on nearly black', '#1d0907', '#141414', 1],
  ['white on nearly white', '#fdf6f4', '#ffffff', 1],
  ['dark grey on nearly black', '#101010', '#3a3a3a', 1],
  ['grey on nearly black', '#101010', '#606060', 0],
  ['white on black', '#141414', '#ffffff', 0],
  ['one hue on another as light', '#4f8f3a', '#c4452f', 0],
])('%s', (_, ground, subject, share) => {
  expect(on(ground, subject)).toBe(share);
});

test('where half of the ground differs half of the outline is lost', () => {
  const canvas = blankCanvas(200, 100, rgbOf('#141414'));
  for (let y = 0; y < 100; y++) for (let x = 50; x < 200; x++) canvas.data.set([255, 255, 255], (y * 200 + x) * 3);
  expect(lostOutline(canvas, disc('#101010'), { x: 10, y: 10 })).toBeCloseTo(0.5, 1);
});
