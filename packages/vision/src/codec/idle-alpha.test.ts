import { expect, test } from 'vitest';
import type { Pixels } from '../planes/pixels.ts';
import { withoutIdleAlpha } from './idle-alpha.ts';

const [WIDTH, HEIGHT] = [200, 120];

/** Red, more of it to the right, over black where `alpha` hides it. */
function image(alpha: (x: number, y: number) => number): Pixels {
  const data = Buffer.alloc(4 * WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const solid = alpha(x, y);
      data.set([solid === 0 ? 0 : 50 + x, 10, 10, solid], 4 * (y * WIDTH + x));
    }
  }
  return { data, width: WIDTH, height: HEIGHT, channels: 4 };
}

/** How far outside a box with round corners a pixel is, in pixels. */
function outside(x: number, y: number, radius: number, margin = 0): boolean {
  const [dx, dy] = [Math.min(x, WIDTH - 1 - x) - margin, Math.min(y, HEIGHT - 1 - y) - margin];
  if (dx < 0 || dy < 0) return true;
  return dx < radius && dy < radius && Math.hypot(radius - dx, radius - dy) > radius;
}

test('an alpha that hides nothing is left out', async () => {
  const bare = await withoutIdleAlpha(image(() => 255));
  expect(bare).toMatchObject({ width: WIDTH, height: HEIGHT, channels: 3 });
  expect(bare.data.subarray(0, 3)).toEqual(Buffer.from([50, 10, 10]));
});

test.each([
  ['the last row', (_: number, y: number) => (y === HEIGHT - 1 ? 0 : 255), { width: WIDTH, height: HEIGHT - 1 }],
  [
    'a faint line at each side',
    (x: number) => (x < 1 || x >= WIDTH - 1 ? 90 : 255),
    { width: WIDTH - 2, height: HEIGHT },
  ],
  [
    'corners that are a little round',
    (x: number, y: number) => (outside(x, y, 4) ? 0 : 255),
    { width: WIDTH, height: HEIGHT },
  ],
])('%s is no cut-out: the image is opaque, and shows nothing of what was hidden', async (_, alpha, size) => {
  const bare = await withoutIdleAlpha(image(alpha));
  expect(bare).toMatchObject({ ...size, channels: 3 });
  for (let at = 0; at < bare.data.length; at += 3) expect(bare.data[at]).toBeGreaterThanOrEqual(50);
});

test.each([
  ['a disc', (x: number, y: number) => (outside(x, y, 60) ? 0 : 255)],
  ['a phone with its round corners', (x: number, y: number) => (outside(x, y, 20) ? 0 : 255)],
  ['a book before a see-through ground', (x: number, y: number) => (outside(x, y, 0, 12) ? 0 : 255)],
  ['something that can be seen through', () => 200],
])('%s is cut out, and stays so', async (_, alpha) => {
  const pixels = image(alpha);
  expect(await withoutIdleAlpha(pixels)).toBe(pixels);
});
