import { Place } from '../planes/bilinear-sampler.ts';
import { boxBlur } from '../planes/box-blur.ts';
import type { Flags } from '../planes/flood.ts';
import type { Mask } from '../planes/mask.ts';
import { dilate, erode, invert } from '../planes/morphology.ts';
import type { Pixels } from '../planes/pixels.ts';
import { type Part, partAbove } from '../planes/region.ts';
import { clearBytes, doubles } from '../planes/scratch.ts';
import { type Field, type Fields, smoothColours } from '../planes/smooth-field.ts';
import { enclose, fillDeep, indicesOf } from './enclose.ts';
import { Mixture } from './mixture.ts';

/** Pixels of the whole image that the band reaches to either side of the edge found in the reduced one. */
const BAND = 6;
/** Of 8-bit levels: what JPEG alone takes a pixel off the ground's colour, and how often its noise may be met. */
const LEAST_APART = 4;
const NOISE_SHARE = 6;
/** Pixels of the reduced image that its hard shadow is widened by: its edge is mixed with the subject's. */
const SHADOW_REACH = 4;
/** Pixels of the reduced image around the band in which the planes of the edge are kept: closing gaps looks that far. */
const MARGIN = 2;

/** Pixels of the reduced image, along each side, over which the ground is of one colour. */
const GROUND_CELL = 6;

/** What is told of the reduced image. */
export interface Told {
  readonly work: Pixels;
  /** Pixels of the whole image, along each side, that make one of the reduced. */
  readonly factor: number;
  readonly subject: Flags;
  /** Where the ground lies in hard shadow. */
  readonly shadow: Flags;
  /** Of the ground, in OKLab units. */
  readonly noise: number;
}

/**
 * From subject or ground of a reduced image to a soft mask of the whole one. Inside a narrow band along the edge each
 * pixel is taken for a mix of the colours on both sides; then what the subject encloses is given back to it.
 */
export function matte(image: Pixels, { work, factor, subject, shadow, noise }: Told): Mask {
  const soft: Field = { values: softened(subject, work, factor), columns: work.width, rows: work.height, cell: factor };
  const part = partWithEdge(soft, image);
  const mixture = new Mixture({
    image,
    part,
    levels: levelsOf(soft, part, image),
    soft,
    ground: groundColours(work, subject, factor),
    shadow: dilate(shadow, work.width, work.height, SHADOW_REACH),
  });
  const count = part.width * part.height;
  const planes = { alpha: clearBytes(count), within: clearBytes(count), apart: clearBytes(count) };
  const leastApart = LEAST_APART + NOISE_SHARE * 255 * noise * factor;
  for (let row = 0; row < part.height; row += 1) mixRow(mixture, subject, part, row, leastApart, planes);
  const { alpha, within, apart } = planes;
  const listed = indicesOf(within);
  fillDeep(alpha, apart, listed, part.width);
  enclose(alpha, within, listed, part.width);
  return placed(alpha, part, image);
}

/** Of the whole image, with room for what looks at the pixels around. */
function partWithEdge({ values, columns, rows, cell }: Field, { width, height }: Pixels): Part {
  const { left, top, ...cells } = partAbove(0, values, columns, rows, MARGIN) ?? {
    left: 0,
    top: 0,
    width: 1,
    height: 1,
  };
  const right = left + cells.width === columns ? width : (left + cells.width) * cell;
  const bottom = top + cells.height === rows ? height : (top + cells.height) * cell;
  return { left: left * cell, top: top * cell, width: right - left * cell, height: bottom - top * cell };
}

/** The field at every pixel of a part of the image. */
function levelsOf(field: Field, part: Part, { width }: Pixels): Float64Array {
  const levels = doubles(part.width * part.height);
  const place = new Place(field, width);
  for (let row = 0; row < part.height; row += 1) {
    place.toRow(part.top + row);
    levelRow(field.values, place, part.left, levels, row * part.width, part.width);
  }
  return levels;
}

function levelRow(
  values: Float32Array,
  place: Place,
  left: number,
  levels: Float64Array,
  row: number,
  width: number,
): void {
  for (let x = 0; x < width; x += 1) {
    place.toColumn(left + x);
    levels[row + x] = place.valueIn(values);
  }
}

/** Planes of a part of the image. */
interface Planes {
  /** 0 to 255. */
  readonly alpha: Uint8Array;
  /** Where what the subject encloses may be given back to it: its side of the band, off the border of the image. */
  readonly within: Flags;
  /** What differs from the ground's colour by more than JPEG and noise make it. */
  readonly apart: Flags;
}

function mixRow(mixture: Mixture, subject: Flags, part: Part, row: number, leastApart: number, planes: Planes): void {
  const { image, soft } = mixture.edge;
  const { alpha, within, apart } = planes;
  const y = part.top + row;
  const cells = Math.min(soft.rows - 1, Math.floor(y / soft.cell)) * soft.columns;
  mixture.toRow(y);
  for (let column = 0, at = row * part.width; column < part.width; column += 1, at += 1) {
    const x = part.left + column;
    const cell = cells + Math.min(soft.columns - 1, (x / soft.cell) | 0);
    const level = soft.values[cell] as number;
    if (level === 0) continue;
    if (level === 1) {
      alpha[at] = 255;
      apart[at] = 1;
      continue;
    }
    mixture.look(x, y);
    alpha[at] = 255 * mixture.alpha + 0.5;
    if (subject[cell] === 0) continue;
    apart[at] = mixture.apart > leastApart ? 1 : 0;
    within[at] = x > 0 && x < image.width - 1 && y > 0 && y < image.height - 1 ? 1 : 0;
  }
}

function placed(alpha: Uint8Array, part: Part, { width, height }: Pixels): Mask {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < part.height; row += 1) {
    data.set(alpha.subarray(row * part.width, (row + 1) * part.width), (part.top + row) * width + part.left);
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

/** Known where no subject is near, carried on under it; shadows belong to the ground here. */
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
