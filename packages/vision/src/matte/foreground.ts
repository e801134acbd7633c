import { BilinearSampler } from '../planes/bilinear-sampler.ts';
import { boxBlur } from '../planes/box-blur.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';
import { floats } from '../planes/scratch.ts';
import { mix } from '../planes/smooth-field.ts';
import { CELL, halved, type Sums, sumsOfSides } from './side-sums.ts';

/**
 * Radii of the two windows over which the colours on both sides of the edge are averaged, as shares of the longer side.
 */
const WIDE = 0.044;
const NEAR = 0.005;
/** In cells. */
const LEAST_NEAR = 1;

type Colour = readonly [red: Float32Array, green: Float32Array, blue: Float32Array];

/** The mean colours of subject and ground over a window around each cell, and the share of subject in it. */
interface Sides {
  readonly subject: Colour;
  readonly ground: Colour;
  readonly share: Float32Array;
  readonly sampler: BilinearSampler;
}

/** How many pixels around the subject count for its colours. */
export function reachOf({ width, height }: Pixels): number {
  return 2 * CELL * (1 + wideRadius(Math.max(width, height)));
}

function wideRadius(longest: number): number {
  return Math.max(1, Math.round((longest * WIDE) / (2 * CELL)));
}

/** The region widened to whole cells of the wide window, so that every region of an image gives the same colours. */
export function fromWholeCells({ left, top, width, height }: Region): Region {
  const [across, down] = [left % (2 * CELL), top % (2 * CELL)];
  return { left: left - across, top: top - down, width: width + across, height: height + down };
}

/**
 * Writes a region of an image into `cleaned` (RGBA, of the size of the image) with the alpha given, and with the ground
 * taken out of the colours at the edge. This is blur fusion in two passes (M. Forte: Approximate Fast Foreground Colour
 * Estimation, ICIP 2021), with both blurs on reduced planes and the exact step on whole pixels, where alpha is neither
 * 0 nor 255. Just outside the edge the subject's colour continues, so that scaling never mixes the ground in again.
 */
export function writeForeground(image: Pixels, region: Region, alpha: Uint8Array, cleaned: Buffer): void {
  const longest = Math.max(image.width, image.height);
  const fine = sumsOfSides(image, region, alpha);
  const wide = sidesOf(halved(fine), wideRadius(longest), region.width);
  const near = sidesOf(fine, Math.max(LEAST_NEAR, Math.round((longest * NEAR) / CELL)), region.width);
  for (let row = 0; row < region.height; row += 1) writeRow(image, region, row, alpha, wide, near, cleaned);
}

function writeRow(
  { data, width, channels }: Pixels,
  region: Region,
  row: number,
  alpha: Uint8Array,
  wide: Sides,
  near: Sides,
  cleaned: Buffer,
): void {
  const start = (region.top + row) * width + region.left;
  near.sampler.toRow(row);
  wide.sampler.toRow(row);
  for (let x = 0; x < region.width; x += 1) {
    const own = alpha[row * region.width + x] as number;
    const from = (start + x) * channels;
    const to = (start + x) * 4;
    cleaned[to + 3] = own;
    if (own === 255) {
      cleaned[to] = data[from] as number;
      cleaned[to + 1] = data[from + 1] as number;
      cleaned[to + 2] = data[from + 2] as number;
      continue;
    }
    near.sampler.toColumn(x);
    const share = near.sampler.valueIn(near.share);
    if (own === 0 && share === 0) continue;
    wide.sampler.toColumn(x);
    for (let channel = 0; channel < 3; channel += 1) {
      const subject = blend(wide, near, wide.subject[channel], near.subject[channel], Math.min(1, 8 * share));
      const ground = blend(wide, near, wide.ground[channel], near.ground[channel], Math.min(1, 8 * (1 - share)));
      cleaned[to + channel] = unmixed(data[from + channel] as number, own / 255, subject, ground);
    }
  }
}

/** The near mean, replaced by the wide one where the near window holds hardly any of that side. */
function blend(
  { sampler: wide }: Sides,
  { sampler: near }: Sides,
  wideMeans: Float32Array | undefined,
  nearMeans: Float32Array | undefined,
  trust: number,
): number {
  const close = trust > 0 && nearMeans ? near.valueIn(nearMeans) : 0;
  return trust >= 1 || !wideMeans ? close : mix(wide.valueIn(wideMeans), close, trust);
}

function unmixed(value: number, alpha: number, subject: number, ground: number): number {
  const rest = value - alpha * subject - (1 - alpha) * ground;
  return Math.min(255, Math.max(0, subject + alpha * rest + 0.5));
}

/** Means over a window of `radius` cells. */
function sidesOf({ subject, ground, columns, rows, cell }: Sums, radius: number, width: number): Sides {
  const blurred = (plane: Float32Array) => boxBlur(plane, columns, rows, radius);
  const [ofSubject, ofGround] = [blurred(subject.weight), blurred(ground.weight)];
  const colour = (planes: Sums['subject'], weight: Float32Array): Colour => [
    means(blurred(planes.red), weight),
    means(blurred(planes.green), weight),
    means(blurred(planes.blue), weight),
  ];
  return {
    subject: colour(subject, ofSubject),
    ground: colour(ground, ofGround),
    share: sharesOf(ofSubject, ofGround),
    sampler: new BilinearSampler({ columns, rows, cell }, width),
  };
}

function means(sums: Float32Array, weights: Float32Array): Float32Array {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) / ((weights[at] as number) + 1e-6);
  return sums;
}

function sharesOf(ofSubject: Float32Array, ofGround: Float32Array): Float32Array {
  const shares = floats(ofSubject.length);
  for (let at = 0; at < shares.length; at += 1) {
    const share = (ofSubject[at] as number) / ((ofSubject[at] as number) + (ofGround[at] as number));
    shares[at] = share < 1e-4 ? 0 : share;
  }
  return shares;
}
