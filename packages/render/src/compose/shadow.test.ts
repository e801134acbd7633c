import { blankCanvas, type Canvas, type Overlay } from '@proofsheet/raster';
import { describe, expect, test } from 'vitest';
import type { Side } from '../images/sources.ts';
import type { ShadowKind } from '../templates/effects.ts';
import { castShadow } from './shadow.ts';

const SIZE = 400;
const BLACK = { r: 0, g: 0, b: 0 };
const WHITE = { r: 255, g: 255, b: 255 };

/** A disc whose edge fades over `soft` pixels, in a square of its own size. */
function disc(radius: number, soft: number): Overlay {
  const side = radius * 2;
  const data = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const cover = (radius - Math.hypot(x + 0.5 - radius, y + 0.5 - radius)) / soft;
      data[(y * side + x) * 4 + 3] = Math.round(255 * Math.min(1, Math.max(0, cover)));
    }
  }
  return { width: side, height: side, data };
}

async function cast(kind: ShadowKind, overlay: Overlay, cutOff: Side[] = []): Promise<Canvas> {
  const canvas = blankCanvas(SIZE, SIZE, BLACK);
  const box = { x: 100, y: 100, width: 200, height: 200 };
  await castShadow(canvas, { overlay, box, cutOff: new Set(cutOff) }, kind, WHITE);
  return canvas;
}

const at = ({ data }: Canvas, x: number, y: number) => data[(Math.round(y) * SIZE + Math.round(x)) * 3] as number;

/** How far from the middle the light ends, in 32 directions: where it falls below half. */
function reaches(canvas: Canvas): number[] {
  return Array.from({ length: 32 }, (_, index) => {
    const angle = (index * Math.PI) / 16;
    let reach = 80;
    while (at(canvas, 199.5 + Math.cos(angle) * reach, 199.5 + Math.sin(angle) * reach) > 127) reach += 0.25;
    return reach;
  });
}

describe('an outline', () => {
  test.each([1, 12])('is as wide all around a mask whose edge fades over %i pixels', async (soft) => {
    const found = reaches(await cast('outline', disc(100, soft)));
    const edge = 100 - soft / 2;
    for (const reach of found) expect(Math.abs(reach - edge - SIZE * 0.011)).toBeLessThan(1.3);
    expect(Math.max(...found) - Math.min(...found)).toBeLessThan(1.6);
  });

  test('has an edge without steps', async () => {
    const canvas = await cast('outline', disc(100, 1));
    const greys = Array.from({ length: 40 }, (_, y) => at(canvas, 199, 85 + y)).filter(
      (value) => value > 8 && value < 247,
    );
    expect(greys.length).toBeGreaterThanOrEqual(1);
    expect(greys.length).toBeLessThanOrEqual(4);
  });
});

test.each(['outline', 'drop', 'rim'] as const)(
  'a %s runs along to where the subject is cut off, and ends there',
  async (kind) => {
    const block: Overlay = { width: 200, height: 200, data: new Uint8Array(200 * 200 * 4).fill(255) };
    const cut = await cast(kind, block, ['bottom']);
    const whole = await cast(kind, block);
    for (let x = 0; x < SIZE; x++) for (let y = 300; y < 330; y++) expect(at(cut, x, y)).toBe(0);
    expect(Math.abs(at(cut, 302, 298) - at(cut, 302, 220))).toBeLessThanOrEqual(2);
    expect(at(cut, 302, 298)).toBeGreaterThan(10);
    expect(at(whole, 199, 301)).toBeGreaterThan(10);
  },
);

test('what leans casts its contact where it stands, not below what is in the air', async () => {
  const leaning: Overlay = { width: 200, height: 200, data: new Uint8Array(200 * 200 * 4) };
  for (let y = 0; y < 200; y++)
    for (let x = 0; x < 200; x++) if (y < 200 - (200 - x) / 2) leaning.data[(y * 200 + x) * 4 + 3] = 255;
  const canvas = await cast('contact', leaning);
  const below = (x: number) => Math.max(...Array.from({ length: 20 }, (_, y) => at(canvas, x, 290 + y)));
  expect(below(290)).toBeGreaterThan(80);
  expect(below(160)).toBeLessThan(10);
});

test('each leg of a chair has its shadow where it ends, the farther one above the nearer one', async () => {
  const chair: Overlay = { width: 200, height: 200, data: new Uint8Array(200 * 200 * 4) };
  const leg = (from: number, foot: number) => {
    for (let y = 100; y < foot; y++) for (let x = from; x < from + 16; x++) chair.data[(y * 200 + x) * 4 + 3] = 255;
  };
  leg(20, 188);
  leg(150, 200);
  const canvas = await cast('contact', chair);
  const darkest = (x: number) =>
    Array.from({ length: 60 }, (_, y) => 260 + y).reduce((best, y) =>
      at(canvas, x, y) > at(canvas, x, best) ? y : best,
    );
  expect(darkest(258) - darkest(128)).toBeGreaterThanOrEqual(8);
  expect(darkest(258) - darkest(128)).toBeLessThanOrEqual(16);
});

test.each(['drop', 'rim'] as const)('a %s has faded to nothing before its box ends', async (kind) => {
  const canvas = await cast(kind, disc(100, 2));
  for (let y = 0; y < SIZE; y++) for (const x of [20, 380]) expect(at(canvas, x, y)).toBeLessThanOrEqual(1);
  expect(at(canvas, 199, 301)).toBeGreaterThan(10);
});
