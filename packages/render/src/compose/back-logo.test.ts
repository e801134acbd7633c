import { blankCanvas, blend, luminanceOf, rgbOf } from '@proofsheet/raster';
import { describe, expect, test } from 'vitest';
import type { LogoImage } from '../layout/setting.ts';
import type { Theme } from '../layout/theme.ts';
import { backLogo } from './back-logo.ts';

const THEME = { ground: '#f6f4f0', ink: '#1c1a17', shade: '#0d0c0b' } as Theme;
const BOX = { x: 40, y: 30, width: 60, height: 20 };

/** Bars with gaps between them. */
function bars(colour: string): LogoImage {
  const { r, g, b } = rgbOf(colour);
  const data = new Uint8Array(60 * 20 * 4);
  for (let at = 0; at < 60 * 20; at++) if (at % 6 < 3) data.set([r, g, b, 255], at * 4);
  return { width: 60, height: 20, data, enlarged: 1, colour };
}

function drawn(logo: LogoImage, ground: string) {
  const canvas = blankCanvas(160, 90, rgbOf(ground));
  blend(canvas, logo, BOX.x, BOX.y);
  return canvas;
}

describe('a logo', () => {
  test('that stands off from what is really behind it is left alone', () => {
    const logo = bars('#101010');
    const canvas = drawn(logo, '#e8e4da');
    const before = canvas.data.slice();
    expect(backLogo(canvas, logo, BOX, THEME)).toMatchObject({ plated: false, contrast: expect.closeTo(15, 0) });
    expect(canvas.data).toEqual(before);
  });

  test.each([
    ['#101010', '#1d2330'],
    ['#fbfbfb', '#f3efe6'],
  ])('%s on %s gets a plate that reaches beyond it, and is drawn on that whole', (colour, ground) => {
    const logo = bars(colour);
    const canvas = drawn(logo, ground);
    expect(backLogo(canvas, logo, BOX, THEME)).toMatchObject({ plated: true });
    expect(backLogo(canvas, logo, BOX, THEME)).toMatchObject({ plated: false });
    const [inside, beside] = [luminanceOf(canvas, BOX.x, BOX.y), luminanceOf(canvas, BOX.x - 2, BOX.y + 8)];
    expect(Math.abs(inside - beside)).toBeGreaterThan(0.3);
    expect(luminanceOf(canvas, 5, 5)).toBeCloseTo(luminanceOf(blankCanvas(1, 1, rgbOf(ground)), 0, 0));
  });

  test('that fills its box is its own ground', () => {
    const logo = { ...bars('#101010'), data: new Uint8Array(60 * 20 * 4).fill(255) };
    expect(backLogo(drawn(logo, '#ffffff'), logo, BOX, THEME)).toEqual({ contrast: 21, plated: false });
  });
});
