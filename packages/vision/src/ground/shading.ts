import { type Flags, flood } from '../planes/flood.ts';
import { dilate, erode } from '../planes/morphology.ts';
import type { LabPlanes } from '../planes/oklab.ts';
import { bytes, clearBytes } from '../planes/scratch.ts';

/** The deepest shadow and the brightest pool of light that are still ground, as shares of its lightness. */
const DARKEST = 0.45;
const BRIGHTEST = 1.12;
/**
 * OKLab distance of a shadow from the line between the ground's colour and black: light from the sides is not quite
 * white.
 */
const HUE_TOLERANCE = 0.022;
/** Steepest change of lightness across one pixel, in an image of 512: shadows are soft, edges are not. */
const STEEPEST = 0.011;
/** How many times faster lightness may change where the hue tells a shadow from a subject. */
const STEEPER_BY_HUE = 6;
/** Chroma of a ground whose hue can be told from that of grey things. */
const LEAST_CHROMA = 0.008;
/**
 * A deep shadow keeps its hue, not always its chroma: how far its colour may lie off the ground's hue, as a share of
 * the ground's chroma, and how many times as much chroma it may have.
 */
const HUE_SHARE = 0.45;
const MOST_CHROMA = 1.6;
/**
 * Shares of the ground's lightness between which a hue is read: black has none, and nothing lighter than the ground is
 * its shadow.
 */
const HUE_RANGE = { darkest: 0.25, lightest: 1 };
/** Half the width of the narrowest gap through which shade spreads, in pixels: weak spots in an edge are narrower. */
const GAP = 2;

/** Where the image has the colour of the ground in shadow. Never set for a grey ground, which has no hue to tell by. */
export function shadowColoured(lab: LabPlanes, local: LabPlanes, noise: number): Flags {
  const coloured = clearBytes(lab.l.length);
  const leastChroma = (LEAST_CHROMA + noise) ** 2;
  for (let at = 0; at < coloured.length; at += 1) {
    const light = (lab.l[at] as number) / (local.l[at] as number);
    if (light < HUE_RANGE.darkest || light > HUE_RANGE.lightest) continue;
    const a = local.a[at] as number;
    const b = local.b[at] as number;
    const chroma = a * a + b * b;
    if (chroma < leastChroma) continue;
    const ownA = lab.a[at] as number;
    const ownB = lab.b[at] as number;
    const share = Math.min(MOST_CHROMA, Math.max(light, (ownA * a + ownB * b) / chroma));
    const off = (ownA - share * a) ** 2 + (ownB - share * b) ** 2;
    if (off < HUE_SHARE * HUE_SHARE * chroma) coloured[at] = 1;
  }
  return coloured;
}

/**
 * Where the ground may lie in soft shadow or light. Scaling light scales all three values of OKLab, so shade lies on
 * the line from the ground's colour to black; and it changes slowly, or faster where its hue is certain.
 */
export function softShade(lab: LabPlanes, local: LabPlanes, coloured: Flags, noise: number): Flags {
  const shaded = shadedGround(lab, local, HUE_TOLERANCE + 2 * noise);
  const scale = Math.max(1, 512 / Math.max(lab.width, lab.height));
  return softly(lab, shaded, coloured, STEEPEST * scale + 0.6 * noise, STEEPEST * STEEPER_BY_HUE * scale + 0.6 * noise);
}

/** `ground` with the shade that is connected to it by more than a narrow gap. */
export function withShading(shade: Flags, ground: Flags, width: number, height: number): Flags {
  const soft = bytes(shade.length);
  for (let at = 0; at < soft.length; at += 1) soft[at] = (shade[at] as number) | (ground[at] as number);
  const wide = erode(soft, width, height, GAP);
  const reached = dilate(flood(wide, width, height, ground), width, height, GAP + 1);
  for (let at = 0; at < soft.length; at += 1) {
    if (ground[at] === 0 && reached[at] === 0) soft[at] = 0;
  }
  return soft;
}

function shadedGround(lab: LabPlanes, local: LabPlanes, tolerance: number): Flags {
  const shaded = clearBytes(lab.l.length);
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

/** The flags around which lightness, measured across four pixels, changes by less than a limit a pixel. */
function softly(
  { l, width, height }: LabPlanes,
  flags: Flags,
  coloured: Flags,
  steepest: number,
  steeper: number,
): Flags {
  const soft = clearBytes(flags.length);
  const limits = [(4 * steepest) ** 2, (4 * steeper) ** 2] as const;
  for (let y = 0; y < height; y += 1) softRow(l, width, height, y, flags, coloured, limits, soft);
  return soft;
}

function softRow(
  l: Float32Array,
  width: number,
  height: number,
  y: number,
  flags: Flags,
  coloured: Flags,
  [grey, hued]: readonly [number, number],
  soft: Flags,
): void {
  const row = y * width;
  const up = Math.max(0, y - 2) * width;
  const down = Math.min(height - 1, y + 2) * width;
  for (let x = 0, at = row; x < width; x += 1, at += 1) {
    if (flags[at] === 0) continue;
    const across = (l[row + Math.min(width - 1, x + 2)] as number) - (l[row + Math.max(0, x - 2)] as number);
    const along = (l[down + x] as number) - (l[up + x] as number);
    if (across * across + along * along < (coloured[at] === 1 ? hued : grey)) soft[at] = 1;
  }
}
