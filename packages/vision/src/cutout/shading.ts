import { dilate, erode, type Flags, flood } from './flood.ts';
import type { LabPlanes } from './oklab.ts';

/** Of the ground's lightness: the deepest shadow and the brightest pool of light that are still taken for ground. */
const DARKEST = 0.45;
const BRIGHTEST = 1.12;
/** What a shadow's colour may differ from the ground's own line to black: light from the sides is not quite white. */
const HUE_TOLERANCE = 0.022;
/** Steepest change of lightness across one pixel, in an image of 512: shadows are soft, edges are not. */
const STEEPEST = 0.011;
/** On a coloured ground the hue tells a shadow from a subject: there it may change so much faster. */
const STEEPER_IN_COLOUR = 6;
const COLOURED = 0.03;
/** Half the width of the narrowest gap through which shading spreads: a weak spot in an edge is narrower. */
const GAP = 2;

/**
 * `ground` and the soft shadows and lights on it: in OKLab light that is scaled scales all three values, so shading lies
 * on the line from the ground's colour to black; and it changes slowly.
 */
export function withShading(lab: LabPlanes, local: LabPlanes, ground: Flags, noise: number): Flags {
  const { width, height } = lab;
  const shaded = shadedGround(lab, local, HUE_TOLERANCE + 2 * noise);
  const soft = softly(lab, shaded, steepestOf(local, width, height) + 0.6 * noise);
  for (let at = 0; at < soft.length; at += 1) if (ground[at] === 1) soft[at] = 1;
  const wide = erode(soft, width, height, GAP);
  const reached = dilate(flood(wide, width, height, ground), width, height, GAP + 1);
  const joined = new Uint8Array(ground.length);
  for (let at = 0; at < joined.length; at += 1) {
    joined[at] = ground[at] === 1 || (reached[at] === 1 && soft[at] === 1) ? 1 : 0;
  }
  return joined;
}

function steepestOf({ a, b }: LabPlanes, width: number, height: number): number {
  let chroma = 0;
  for (let at = 0; at < a.length; at += 97) chroma += Math.hypot(a[at] as number, b[at] as number);
  const coloured = Math.min(1, chroma / Math.ceil(a.length / 97) / COLOURED);
  return STEEPEST * (1 + (STEEPER_IN_COLOUR - 1) * coloured) * Math.max(1, 512 / Math.max(width, height));
}

function shadedGround(lab: LabPlanes, local: LabPlanes, tolerance: number): Flags {
  const shaded = new Uint8Array(lab.l.length);
  for (let at = 0; at < shaded.length; at += 1) {
    const groundL = local.l[at] as number;
    const groundA = local.a[at] as number;
    const groundB = local.b[at] as number;
    const l = lab.l[at] as number;
    const a = lab.a[at] as number;
    const b = lab.b[at] as number;
    const scale =
      (l * groundL + a * groundA + b * groundB) / (groundL * groundL + groundA * groundA + groundB * groundB + 1e-6);
    if (scale < DARKEST || scale > BRIGHTEST) continue;
    const off = (l - scale * groundL) ** 2 + (a - scale * groundA) ** 2 + (b - scale * groundB) ** 2;
    if (off < tolerance * tolerance) shaded[at] = 1;
  }
  return shaded;
}

/** Of `flags` the pixels around which lightness changes by less than `steepest` a pixel, over four pixels. */
function softly({ l, width, height }: LabPlanes, flags: Flags, steepest: number): Flags {
  const soft = new Uint8Array(flags.length);
  const limit = (4 * steepest) ** 2;
  for (let y = 0, at = 0; y < height; y += 1) {
    const up = Math.max(0, y - 2) * width;
    const down = Math.min(height - 1, y + 2) * width;
    for (let x = 0; x < width; x += 1, at += 1) {
      if (flags[at] === 0) continue;
      const row = at - x;
      const across = (l[row + Math.min(width - 1, x + 2)] as number) - (l[row + Math.max(0, x - 2)] as number);
      const along = (l[down + x] as number) - (l[up + x] as number);
      if (across * across + along * along < limit) soft[at] = 1;
    }
  }
  return soft;
}
