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

/** OKLab distance from the ground up to which a pixel is ground, and what noise adds to it. */
const TOLERANCE = 0.018;
const NOISE_SHARE = 2;
const MOST_TOLERANCE = 0.07;
/** Above this noise a pixel is judged by the mean of the nine around it. */
const NOISY = 0.004;
/**
 * A hole through which ground shows is at least this share of the image, and its mean distance at most this share of
 * the tolerance.
 */
const LEAST_HOLE = 0.0012;
const HOLE_CLOSENESS = 0.7;
/** Enclosed soft shadow, known by its hue, is ground down to this share of the ground's lightness. */
const SHADED_HOLE = 0.8;
/** Smallest component of a subject, as a share of the image. */
const SPECK = 0.0002;
/** Half the width of the widest gap in the outline that is filled, as a share of the longer side. */
const GAP = 1 / 256;

export interface Segmentation {
  readonly subject: Flags;
  /** The ground in the hard shadow of the subject, and around it. */
  readonly shadow: Flags;
  /** 0 to 1: how well the edges of the image confirm the subject. */
  readonly agreement: number;
}

/**
 * Everything that is not ground. First the ground that is connected to the border and near to the surface, which
 * follows the ground found so far round by round; then its shade; then holes in the subject through which it shows;
 * then shadows.
 */
export function segmentSubject(sharp: LabPlanes, surface: LabPlanes, noise: number): Segmentation {
  const { width, height } = sharp;
  const lab = noise > NOISY ? smoothed(sharp) : sharp;
  const smoothNoise = noise > NOISY ? noise / 3 : noise;
  const tolerance = Math.min(MOST_TOLERANCE, TOLERANCE + NOISE_SHARE * noise);
  const ground = groundPlanes(followedGround(lab, surface, tolerance));
  const coloured = shadowColoured(lab, ground, noise);
  const shade = softShade(lab, ground, coloured, noise);
  const plain = flood(below(distances(lab, ground), tolerance), width, height);
  const outside = withShading(shade, plain, width, height);
  const distance = distances(lab, localGround(lab, surface, outside));
  bringShadeNear(distance, lab, ground, shade, coloured, tolerance / 2);
  const holed = withHoles(distance, outside, tolerance, width);
  const standing = closed(invert(withShading(shade, holed, width, height)), width, height);
  const { core, around: shadow } = shadows(lab, coloured, standing);
  const subject = withoutSpecks(without(standing, core), width);
  return { subject, shadow, agreement: agreementOf(lab, subject, coloured, smoothNoise) };
}

/** Soft shade of the ground's hue is no further from the ground than `most`, unless it is too dark. */
function bringShadeNear(
  distance: Float32Array,
  lab: LabPlanes,
  ground: LabPlanes,
  shade: Flags,
  coloured: Flags,
  most: number,
): void {
  for (let at = 0; at < distance.length; at += 1) {
    const inShade =
      shade[at] === 1 && coloured[at] === 1 && (lab.l[at] as number) > SHADED_HOLE * (ground.l[at] as number);
    if (inShade) distance[at] = Math.min(distance[at] as number, most);
  }
}

/** Fills gaps in the outline and dotted rims; the matte decides about the pixels at the edge. */
function closed(subject: Flags, width: number, height: number): Flags {
  const reach = Math.round(GAP * Math.max(width, height));
  return erode(dilate(subject, width, height, reach), width, height, reach);
}

function smoothed({ width, height, l, a, b }: LabPlanes): LabPlanes {
  const blur = (plane: Float32Array) => boxBlur(plane, width, height, 1);
  return { width, height, l: blur(l), a: blur(a), b: blur(b) };
}

/**
 * The ground with holes in the subject added: what the subject encloses, where it is large and closer to the ground's
 * colour than other things are.
 */
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

/** In place. */
function without(flags: Flags, others: Flags): Flags {
  for (let at = 0; at < others.length; at += 1) if (others[at] === 1) flags[at] = 0;
  return flags;
}

function withoutSpecks(subject: Flags, width: number): Flags {
  const { labels, found } = components(subject, width);
  const kept = found.map(({ area }) => area >= SPECK * subject.length);
  if (!kept.includes(false)) return subject;
  return subject.map((_, at) => ((labels[at] as number) > 0 && kept[(labels[at] as number) - 1] ? 1 : 0));
}
