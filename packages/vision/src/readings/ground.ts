import type { Seen } from '@proofsheet/domain';
import { convertOklabToRgb, formatHex } from 'culori/fn';
import { type Lab, type LabPixels, labAt } from './lab-pixels.ts';

/** Width of the border that is looked at, as a share of the shorter side. */
const BORDER = 0.04;
/** Distance in OKLab within which it is the same ground. */
const SAME_GROUND = 0.08;
/** Of lightness only half counts: light falls off across a sweep of paper, and its colour stays. */
const LIGHTNESS_WEIGHT = 0.5;
/** Share of a side that must be of the ground. */
const LEAST_SHARE = 0.9;

/**
 * Whether the border is of one colour, and that colour. A subject may run out of one side: the side that is least like
 * the others does not count. A see-through border is no ground at all: not plain, and white as on an empty page.
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

/** The visible pixels of the left, top, right and bottom border; a corner belongs to both of its sides. */
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

/** 0 where nothing of the side can be seen. */
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
