import { type Box, type Canvas, clip, luminance } from '@proofsheet/raster';

/** An emoji is recognised by its colours rather than read, as a logo is: a flame on white is seen at 2.3. */
export const LEAST_EMOJI_CONTRAST = 2;
/** The share of its box by which an emoji is recognised: the eyes and the mouth of a face, a thin sign. */
const TELLING = 0.08;
/** How far the ground around it is read, in pixels. */
const RING = 3;

/**
 * How well an emoji stands out: the contrast with the ground around it that the most telling part of its drawing has. A
 * yellow face on yellow is seen by its eyes; a black heart on black is not seen.
 */
export function emojiContrastOf(canvas: Canvas, emoji: Box): number {
  const box = clip(emoji, { x: 0, y: 0, width: canvas.width, height: canvas.height });
  const around = { x: box.x - RING, y: box.y - RING, width: box.width + RING * 2, height: box.height + RING * 2 };
  const ring = lightsIn(canvas, around, (x, y) => !contains(box, x, y));
  const drawn = lightsIn(canvas, box, () => true);
  if (ring.length === 0 || drawn.length === 0) return 21;
  const ground = ring.reduce((sum, one) => sum + one, 0) / ring.length;
  const contrasts = drawn.map((one) => (Math.max(one, ground) + 0.05) / (Math.min(one, ground) + 0.05));
  contrasts.sort((one, other) => other - one);
  return contrasts[Math.floor(contrasts.length * TELLING)] ?? 21;
}

function lightsIn(canvas: Canvas, within: Box, counts: (x: number, y: number) => boolean): number[] {
  const { x: left, y: top, width, height } = clip(within, { x: 0, y: 0, width: canvas.width, height: canvas.height });
  const lights: number[] = [];
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const at = (y * canvas.width + x) * 3;
      const [r, g, b] = [canvas.data[at] as number, canvas.data[at + 1] as number, canvas.data[at + 2] as number];
      if (counts(x, y)) lights.push(luminance(r, g, b));
    }
  }
  return lights;
}

function contains({ x: left, y: top, width, height }: Box, x: number, y: number): boolean {
  return x >= left && x < left + width && y >= top && y < top + height;
}
