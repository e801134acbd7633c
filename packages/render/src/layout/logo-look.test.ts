import { expect, test } from 'vitest';
import { lookOf } from './logo-look.ts';

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

const GREEN: Rgba = [122, 184, 0, 255];
const ORANGE: Rgba = [243, 152, 0, 255];
const BLACK: Rgba = [17, 17, 17, 255];
const NOTHING: Rgba = [0, 0, 0, 0];

/** Bars of these colours, as wide as their shares say, with nothing above and below them. */
function logoOf(bars: readonly (readonly [Rgba, share: number])[]) {
  const [width, height] = [200, 60];
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    let [bar, end] = [0, (bars[0]?.[1] ?? 0) * width];
    for (let x = 0; x < width; x++) {
      while (x >= end && bar < bars.length - 1) end += (bars[++bar]?.[1] ?? 0) * width;
      data.set(y < 10 || y >= 50 ? NOTHING : (bars[bar]?.[0] ?? NOTHING), (y * width + x) * 4);
    }
  }
  return { width, height, data, scale: 1 };
}

const huesOfLook = async (bars: Parameters<typeof logoOf>[0]) =>
  (await lookOf([logoOf(bars)]))?.colours.map(({ h = 0 }) => Math.round(h / 10) * 10);

test('a logo is known by its two most prominent hues, and a black one by none', async () => {
  expect(
    await huesOfLook([
      [GREEN, 0.6],
      [ORANGE, 0.4],
    ]),
  ).toEqual([130, 70]);
  expect(
    await huesOfLook([
      [ORANGE, 0.7],
      [GREEN, 0.3],
    ]),
  ).toEqual([70, 130]);
  expect(await huesOfLook([[BLACK, 1]])).toEqual([]);
});

test('a coloured sign beside a black name counts, a speck of colour does not', async () => {
  expect(
    await huesOfLook([
      [BLACK, 0.9],
      [GREEN, 0.1],
    ]),
  ).toEqual([130]);
  expect(
    await huesOfLook([
      [BLACK, 0.98],
      [GREEN, 0.02],
    ]),
  ).toEqual([]);
});

test('of a light and a dark version the one that reads better counts on each ground', async () => {
  const versions = [logoOf([[[250, 250, 250, 255], 1]]), logoOf([[BLACK, 1]])];
  const [alone, both] = [await lookOf(versions.slice(1)), await lookOf(versions)];
  expect(alone?.readsOn('#101010')).toBeLessThan(2);
  expect(both?.readsOn('#101010')).toBeGreaterThan(7);
  expect(both?.readsOn('#ffffff')).toBe(alone?.readsOn('#ffffff'));
  expect(await lookOf([])).toBeUndefined();
});
