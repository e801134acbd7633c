import { expect, it } from 'vitest';
import { drawStrip } from './frame.ts';
import { shot } from './shots.ts';

it('draws the same pixels however the picture is cut into strips, and however often', () => {
  const [width, height] = [64, 36];
  const ray = () => shot('hills', width, height);
  const whole = drawStrip(width, 0, height, ray()).pixels;
  const strips = [0, 7, 20].map((top, k, tops) => drawStrip(width, top, tops[k + 1] ?? height, ray()).pixels);
  expect(Float32Array.from(strips.flatMap((strip) => [...strip]))).toEqual(whole);
});

it('gives the edge of a cut-out its share of cover, and leaves the ground empty', () => {
  const [width, height] = [48, 48];
  const { pixels } = drawStrip(width, 0, height, shot('product', width, height));
  const alpha = pixels.filter((_, at) => at % 4 === 3);
  expect(alpha[0]).toBe(0);
  expect(alpha.some((value) => value === 1)).toBe(true);
  expect(alpha.some((value) => value > 0.2 && value < 0.8)).toBe(true);
});
