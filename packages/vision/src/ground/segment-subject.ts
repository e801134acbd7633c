import { boxBlur } from '../planes/box-blur.ts';
import { below, components, type Flags, flood } from '../planes/flood.ts';
import { dilate, erode, invert } from '../planes/morphology.ts';
import type { LabPlanes } from '../planes/oklab.ts';
import { bytes } from '../planes/scratch.ts';
import { agreementOf } from './agreement.ts';
import { followedGround } from './followed-ground.ts';
import { distances, groundPlanes, localGround } from './local-ground.ts';
import { shadowColoured, softShade, withShading } from './shading.ts';
import { shadows } from './shadows.ts';

/** OKLab distance from the ground that is still ground without any noise, and how much noise adds. */
const TOLERANCE = 0.018;
const NOISE_SHARE = 2;
const MOST_TOLERANCE = 0.07;
/** Above this noise a pixel is judged by the mean of its square of nine. */
const NOISY = 0.004;
/** Ground seen through the subject: at least this share of the image, and nearer to the ground than its tolerance by this. */
const LEAST_HOLE = 0.0012;
const HOLE_CLOSENESS = 0.7;
/** Of the ground's lightness: down to here its soft shadow, known by its hue, is ground too where it is enclosed. */
const SHADED_HOLE = 0.8;
const SPECK = 0.0002;
/** Half the width of the widest nibble, as a share of the longer side. */
const NIBBLE = 1 / 256;

export interface FoundSubject {
  readonly subject: Flags;
  /** Where the ground lies in the hard shadow of the subject, and around. */
  readonly shadow: Flags;
  /** 0 to 1: how well the edges of the image bear the subject out. */
  readonly agreement: number;
}

/**
 * What is not ground, from the border inward: the ground is what hangs together with the border and lies near to the
 * surface, which in each round follows the ground found so far; then holes in which the ground shows again; then shadows.
 */
export function findSubject(sharp: LabPlanes, surface: LabPlanes, noise: number): FoundSubject {
  const { width, height } = sharp;
  const lab = noise > NOISY ? smoothed(sharp) : sharp;
  const smoothNoise = noise > NOISY ? noise / 3 : noise;
  const tolerance = Math.min(MOST_TOLERANCE, TOLERANCE + NOISE_SHARE * noise);
  const ground = followedGround(lab, surface, tolerance);
  const local = groundPlanes(ground);
  const coloured = shadowColoured(lab, local, noise);
  const shade = softShade(lab, local, coloured, noise);
  const plain = flood(below(distances(lab, local), tolerance), width, height);
  const outside = withShading(shade, plain, width, height);
  const near = distances(lab, localGround(lab, surface, outside));
  for (let at = 0; at < near.length; at += 1) {
    const inShade =
      shade[at] === 1 && coloured[at] === 1 && (lab.l[at] as number) > SHADED_HOLE * (local.l[at] as number);
    if (inShade) near[at] = Math.min(near[at] as number, tolerance / 2);
  }
  const shaded = withShading(shade, withHoles(near, outside, tolerance, width), width, height);
  const standing = closed(invert(shaded), width, height);
  const { core, around: shadow } = shadows(lab, coloured, standing);
  for (let at = 0; at < core.length; at += 1) if (core[at] === 1) standing[at] = 0;
  const subject = withoutSpecks(standing, width);
  return { subject, shadow, agreement: agreementOf(lab, subject, coloured, smoothNoise) };
}

/** A nibble in the outline of a subject, or a dotted rim, is filled: at the edge the matte looks again. */
function closed(subject: Flags, width: number, height: number): Flags {
  const reach = Math.round(NIBBLE * Math.max(width, height));
  return erode(dilate(subject, width, height, reach), width, height, reach);
}

function smoothed({ width, height, l, a, b }: LabPlanes): LabPlanes {
  const blur = (plane: Float32Array) => boxBlur(plane, width, height, 1);
  return { width, height, l: blur(l), a: blur(a), b: blur(b) };
}

/** What is enclosed stays in, unless it is large and as near to the ground as only the ground itself is. */
function withHoles(distance: Float32Array, ground: Flags, tolerance: number, width: number): Flags {
  const candidates = bytes(ground.length);
  for (let at = 0; at < candidates.length; at += 1) {
    candidates[at] = ground[at] === 0 && (distance[at] as number) < tolerance ? 1 : 0;
  }
  const { labels, found } = components(candidates, width);
  const sums = new Float64Array(found.length + 1);
  for (let at = 0; at < labels.length; at += 1) {
    const label = labels[at] as number;
    if (label > 0) sums[label] = (sums[label] as number) + (distance[at] as number);
  }
  const isHole = found.map(
    ({ label, area }) =>
      area >= LEAST_HOLE * ground.length && (sums[label] as number) / area < HOLE_CLOSENESS * tolerance,
  );
  const joined = bytes(ground.length);
  joined.set(ground);
  for (let at = 0; at < joined.length; at += 1) {
    const label = labels[at] as number;
    if (label > 0 && isHole[label - 1]) joined[at] = 1;
  }
  return joined;
}

function withoutSpecks(subject: Flags, width: number): Flags {
  const { labels, found } = components(subject, width);
  const kept = found.map(({ area }) => area >= SPECK * subject.length);
  if (!kept.includes(false)) return subject;
  return subject.map((_, at) => ((labels[at] as number) > 0 && kept[(labels[at] as number) - 1] ? 1 : 0));
}
