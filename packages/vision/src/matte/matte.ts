import type { Mask } from '@proofsheet/raster';
import { BilinearSampler } from '../planes/bilinear-sampler.ts';
import { boxBlur } from '../planes/box-blur.ts';
import type { Flags } from '../planes/flood.ts';
import { dilate, erode, invert } from '../planes/morphology.ts';
import type { Pixels } from '../planes/pixels.ts';
import { type Region, regionAbove } from '../planes/region.ts';
import { clearBytes, doubles } from '../planes/scratch.ts';
import { type Field, type Fields, smoothColours } from '../planes/smooth-field.ts';
import { enclose, fillDeep, indicesOf } from './enclose.ts';
import { Mixture } from './mixture.ts';

/** Half the width of the band, in pixels of the whole image, around the edge that was found in the reduced one. */
const BAND = 6;
/**
 * Distance from the ground's colour, in 8-bit levels, that JPEG alone causes, and how many deviations of noise it adds.
 */
const LEAST_APART = 4;
const NOISE_SHARE = 6;
/** Pixels of the reduced image by which hard shadow is widened: its edge is mixed with the subject's. */
const SHADOW_REACH = 4;
/** Pixels of the reduced image around the band that belong to the region of the edge: closing gaps reads that far. */
const MARGIN = 2;
/** Side of the squares of the reduced image over which the ground's colour is averaged. */
const GROUND_CELL = 6;

/** A reduced image, segmented. */
export interface SegmentedCopy {
  readonly work: Pixels;
  /** How many pixels of the whole image, along each side, make one of the copy. */
  readonly factor: number;
  readonly subject: Flags;
  /** The ground that lies in hard shadow. */
  readonly shadow: Flags;
  /** Of the ground, in OKLab units. */
  readonly noise: number;
}

/**
 * Turns the hard segmentation of a reduced copy into a soft mask of the whole image. Each pixel in a narrow band along
 * the edge is unmixed into the colours on both sides; then the subject gets back what it encloses.
 */
export function matte(image: Pixels, { work, factor, subject, shadow, noise }: SegmentedCopy): Mask {
  const soft: Field = { values: softened(subject, work, factor), columns: work.width, rows: work.height, cell: factor };
  const region = edgeRegion(soft, image);
  const mixture = new Mixture({
    image,
    region,
    levels: levelsOf(soft, region, image),
    soft,
    ground: groundColours(work, subject, factor),
    shadow: dilate(shadow, work.width, work.height, SHADOW_REACH),
  });
  const count = region.width * region.height;
  const planes = { alpha: clearBytes(count), within: clearBytes(count), apart: clearBytes(count) };
  const leastApart = LEAST_APART + NOISE_SHARE * 255 * noise * factor;
  for (let row = 0; row < region.height; row += 1) unmixRow(mixture, subject, region, row, leastApart, planes);
  const { alpha, within, apart } = planes;
  const listed = indicesOf(within);
  fillDeep(alpha, apart, listed, region.width);
  enclose(alpha, within, listed, region.width);
  return inWholeImage(alpha, region, image);
}

/** The region of the whole image that has an edge, with the margin. */
function edgeRegion({ values, columns, rows, cell }: Field, { width, height }: Pixels): Region {
  const { left, top, ...cells } = regionAbove(0, values, columns, rows, MARGIN) ?? {
    left: 0,
    top: 0,
    width: 1,
    height: 1,
  };
  const right = left + cells.width === columns ? width : (left + cells.width) * cell;
  const bottom = top + cells.height === rows ? height : (top + cells.height) * cell;
  return { left: left * cell, top: top * cell, width: right - left * cell, height: bottom - top * cell };
}

/** The field at every pixel of a region. */
function levelsOf(field: Field, region: Region, { width }: Pixels): Float64Array {
  const levels = doubles(region.width * region.height);
  const sampler = new BilinearSampler(field, width);
  for (let row = 0; row < region.height; row += 1) {
    sampler.toRow(region.top + row);
    levelRow(field.values, sampler, region.left, levels, row * region.width, region.width);
  }
  return levels;
}

function levelRow(
  values: Float32Array,
  sampler: BilinearSampler,
  left: number,
  levels: Float64Array,
  row: number,
  width: number,
): void {
  for (let x = 0; x < width; x += 1) {
    sampler.toColumn(left + x);
    levels[row + x] = sampler.valueIn(values);
  }
}

/** Planes of the region. */
interface Planes {
  /** 0 to 255. */
  readonly alpha: Uint8Array;
  /** Where the subject gets back what it encloses: its side of the band, off the border of the image. */
  readonly within: Flags;
  /** Set where a pixel differs from the ground's colour by more than JPEG and noise explain. */
  readonly apart: Flags;
}

function unmixRow(
  mixture: Mixture,
  subject: Flags,
  region: Region,
  row: number,
  leastApart: number,
  planes: Planes,
): void {
  const { image, soft } = mixture.edge;
  const { alpha, within, apart } = planes;
  const y = region.top + row;
  const cells = Math.min(soft.rows - 1, Math.floor(y / soft.cell)) * soft.columns;
  mixture.toRow(y);
  for (let column = 0, at = row * region.width; column < region.width; column += 1, at += 1) {
    const x = region.left + column;
    const cell = cells + Math.min(soft.columns - 1, (x / soft.cell) | 0);
    const level = soft.values[cell] as number;
    if (level === 0) continue;
    if (level === 1) {
      alpha[at] = 255;
      apart[at] = 1;
      continue;
    }
    mixture.unmix(x, y);
    alpha[at] = 255 * mixture.alpha + 0.5;
    if (subject[cell] === 0) continue;
    apart[at] = mixture.apart > leastApart ? 1 : 0;
    within[at] = x > 0 && x < image.width - 1 && y > 0 && y < image.height - 1 ? 1 : 0;
  }
}

function inWholeImage(alpha: Uint8Array, region: Region, { width, height }: Pixels): Mask {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < region.height; row += 1) {
    data.set(alpha.subarray(row * region.width, (row + 1) * region.width), (region.top + row) * width + region.left);
  }
  return { data, width, height };
}

function softened(subject: Flags, { width, height }: Pixels, factor: number): Float32Array {
  const radius = Math.max(1, Math.round(BAND / factor / 2));
  const once = boxBlur(subject, width, height, radius);
  const values = boxBlur(once, width, height, radius);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (value < 1e-3) values[at] = 0;
    else if (value > 1 - 1e-3) values[at] = 1;
  }
  return values;
}

/** The ground's colours, known a pixel off the subject and extended under it. Shadows are ground here. */
function groundColours(work: Pixels, subject: Flags, factor: number): Fields {
  const known = erode(invert(subject), work.width, work.height, 1);
  const [red, green, blue] = smoothColours(work, known, GROUND_CELL);
  const cell = GROUND_CELL * factor;
  return [
    { ...red, cell },
    { ...green, cell },
    { ...blue, cell },
  ];
}
