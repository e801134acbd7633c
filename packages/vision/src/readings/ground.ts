import type { Seen } from '@proofsheet/domain';
import { convertOklabToRgb, formatHex } from 'culori/fn';
import { type Lab, type LabPixels, labAt } from './lab-pixels.ts';

/** Width of the border that is read, as a share of the shorter side. */
const BORDER = 0.04;
/** OKLab distance up to which two pixels are the same ground. */
const SAME_GROUND = 0.08;
/** Differences of lightness count half: across a sweep of paper light falls off, and the colour stays. */
const LIGHTNESS_WEIGHT = 0.5;
/** Least share of a side that must be ground. */
const LEAST_SHARE = 0.9;

/**
 * Whether the border has one colour, and which. A subject may run out of one side, so the side that is least like the
 * others does not count. A transparent border is not plain, and counts as white.
 */
export function groundOf(pixels: LabPixels): Seen['ground'] {
  const sides = sidesOf(pixels);
  const seen = sides.flat();
  if (seen.length === 0) return { plain: false, hex: '#ffffff' };
  const colour: Lab = [median(seen, 0), median(seen, 1), median(seen, 2)];
  const [, ...best] = sides.map((side) => shareLike(colour, side)).sort((a, b) => a - b);
  const [l, a, b] = colour;
  return {
    plain: best.every((share) => share >= LEAST_SHARE),
    hex: formatHex(convertOklabToRgb({ l, a, b })),
  };
}

/** The visible pixels of the left, top, right and bottom border; corners belong to both of their sides. */
function sidesOf(pixels: LabPixels): [Lab[], Lab[], Lab[], Lab[]] {
  const { width, height, visible } = pixels;
  const border = Math.max(1, Math.round(Math.min(width, height) * BORDER));
  const sides: [Lab[], Lab[], Lab[], Lab[]] = [[], [], [], []];
  for (let pixel = 0; pixel < visible.length; pixel += 1) {
    if (visible[pixel] === 0) continue;
    const x = pixel % width;
    const y = Math.floor(pixel / width);
    if (x < border) sides[0].push(labAt(pixels, pixel));
    if (y < border) sides[1].push(labAt(pixels, pixel));
    if (x >= width - border) sides[2].push(labAt(pixels, pixel));
    if (y >= height - border) sides[3].push(labAt(pixels, pixel));
  }
  return sides;
}

/** The share of a side that is ground of that colour; 0 where no pixel of it is visible. */
function shareLike(colour: Lab, side: readonly Lab[]): number {
  const like = side.filter((other) => isSameGround(colour, other)).length;
  return side.length === 0 ? 0 : like / side.length;
}

function isSameGround(ground: Lab, other: Lab): boolean {
  const lightness = (ground[0] - other[0]) * LIGHTNESS_WEIGHT;
  return Math.hypot(lightness, ground[1] - other[1], ground[2] - other[2]) <= SAME_GROUND;
}

function median(colours: readonly Lab[], axis: 0 | 1 | 2): number {
  const values = colours.map((colour) => colour[axis]).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}
