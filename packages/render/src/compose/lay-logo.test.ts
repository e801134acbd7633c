import { blankCanvas, luminanceOf, rgbOf } from '@proofsheet/raster';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { plateUnder } from '../layout/logo.ts';
import { inkOf } from '../layout/logo-ink.ts';
import type { LogoImage } from '../layout/setting.ts';
import type { Theme } from '../layout/theme.ts';
import { layLogo } from './lay-logo.ts';

const THEME = { ground: '#f6f4f0', accent: '#d02020', support: '#e9e4da', ink: '#1c1a17', shade: '#0d0c0b' } as Theme;
const ROOM = { x: 40, y: 30, width: 60, height: 20 };

/** Bars with gaps between them, every sixth in another colour. */
function bars(colour: string, every = 0, other = colour): LogoImage {
  const data = new Uint8Array(60 * 20 * 4);
  for (let at = 0; at < 60 * 20; at++) {
    if (at % 6 >= 3) continue;
    const { r, g, b } = rgbOf(every > 0 && Math.floor((at % 60) / 6) % every === 0 ? other : colour);
    data.set([r, g, b, 255], at * 4);
  }
  return { width: 60, height: 20, data, enlarged: 1, ...inkOf({ width: 60, height: 20, data }), others: [] };
}

function laid(logo: LogoImage, ground: string, room = ROOM) {
  const canvas = blankCanvas(160, 90, rgbOf(ground));
  return { canvas, ...layLogo(canvas, logo, room, { theme: THEME, fixes: true }) };
}

const AT = { x: 20, y: -5, width: 120, height: 100 };

async function drawn(width: number, height: number, shapes: string): Promise<LogoImage> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes}</svg>`;
  const data = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer();
  return { width, height, data, enlarged: 1, ...inkOf({ width, height, data }), others: [] };
}

const ownGround: LogoImage = { ...bars('#101010'), data: new Uint8Array(4800).fill(255), isBox: true };

describe('a logo', () => {
  test('that stands off from what is really behind it is laid without a plate, in the middle of its room', () => {
    const { canvas, contrast, plated, box } = laid(bars('#101010'), '#e8e4da', { x: 30, y: 20, width: 80, height: 40 });
    expect({ plated, box }).toEqual({ plated: false, box: ROOM });
    expect(contrast).toBeCloseTo(12.8, 0);
    expect(luminanceOf(canvas, 39, 30)).toBeCloseTo(luminanceOf(canvas, 0, 0));
  });

  test.each([
    ['#101010', '#1d2330', 'ground'],
    ['#fbfbfb', '#f3efe6', 'accent'],
  ] as const)('%s on %s gets a plate of the colour `%s` with clear space', (colour, ground, plate) => {
    const { canvas, plated, contrast } = laid(bars(colour), ground);
    expect(plated).toBe(true);
    expect(contrast).toBeGreaterThan(2);
    const at = (x: number, y: number) => [...canvas.data.subarray((y * 160 + x) * 3, (y * 160 + x) * 3 + 3)];
    const { r, g, b } = rgbOf(THEME[plate]);
    for (const [x, y] of [
      [ROOM.x - 4, ROOM.y + 8],
      [ROOM.x + 30, ROOM.y - 4],
      [ROOM.x + 63, ROOM.y + 8],
    ] as const)
      expect(at(x, y)).toEqual([r, g, b]);
    expect(luminanceOf(canvas, 5, 5)).toBeCloseTo(luminanceOf(blankCanvas(1, 1, rgbOf(ground)), 0, 0));
  });

  test('is measured by its own pixels: letters that are lost are not made up for by a bright sign', () => {
    expect(laid(bars('#181818', 2, '#ffffff'), '#101010').plated).toBe(true);
    expect(laid(bars('#ffffff', 10, '#181818'), '#101010').plated).toBe(false);
  });

  test('is lost with its name, however little ink that has beside the sign', async () => {
    const sign =
      '<circle cx="60" cy="38" r="34" fill="#0aa098"/><path d="M4 96h112" stroke="#101010" stroke-width="5"/>';
    const logo = await drawn(120, 100, sign);
    expect(laid(logo, '#8b0d3e', AT).plated).toBe(true);
    expect(laid(logo, '#f4f4f4', AT).plated).toBe(false);
  });

  test('is seen by its outline: white letters in a black line stand on white and on black', async () => {
    const letters = '<path d="M10 10h30v80h-30z M60 10h50v80h-50z" fill="#ffffff" stroke="#101010" stroke-width="4"/>';
    const logo = await drawn(120, 100, letters);
    expect([laid(logo, '#ffffff', AT).plated, laid(logo, '#101010', AT).plated]).toEqual([false, false]);
  });

  test('gets the plate that it reads best on: red on white, not on a black that it reads on somehow', async () => {
    const logo = await drawn(120, 100, '<path d="M5 10h50v80h-50z M65 10h50v80h-50z" fill="#c21f0f"/>');
    const theme = { ...THEME, ground: '#111111', accent: '#e30613', support: '#e30613', ink: '#ffffff' };
    expect(plateUnder(logo, theme)).toBe('#ffffff');
  });

  test('of hairlines is told: they are fainter than their colour', async () => {
    const lines = Array.from({ length: 9 }, (_, at) => `<path d="M${8 + at * 12} 4l6 92" stroke="#405030"/>`).join('');
    expect((await drawn(120, 100, `<g stroke-width="0.4">${lines}</g>`)).hairlines).toBeGreaterThan(0.9);
    expect((await drawn(120, 100, `<g stroke-width="4">${lines}</g>`)).hairlines).toBeLessThan(0.1);
  });

  test('that is a box with something at its edges goes on in its own colour, and any other box does not', async () => {
    const box = (inset: number) =>
      `<rect width="120" height="60" fill="#fff"/><rect x="${inset}" y="20" width="${120 - inset * 2}" height="20"/>`;
    const around = async (inset: number) => {
      const { canvas, plated } = laid(await drawn(120, 60, box(inset)), '#302050', {
        x: 20,
        y: 15,
        width: 120,
        height: 60,
      });
      return [plated, luminanceOf(canvas, 12, 45) > 0.9];
    };
    expect([await around(0), await around(20)]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  test('that is lost on what is behind it gives way to its other version before a plate is laid', () => {
    const logo = { ...bars('#101010'), others: [bars('#fafafa')] };
    const { canvas, plated } = laid(logo, '#1d2330');
    expect(plated).toBe(false);
    expect(luminanceOf(canvas, ROOM.x, ROOM.y)).toBeGreaterThan(0.9);
  });

  test('that is a box gets no plate around it', () => {
    const { canvas, plated } = laid(ownGround, '#ffffff');
    expect(plated).toBe(false);
    expect(luminanceOf(canvas, ROOM.x - 3, ROOM.y + 8)).toBe(1);
    expect(laid({ ...ownGround, hasOwnGround: true }, '#ffffff').contrast).toBe(21);
  });
});
