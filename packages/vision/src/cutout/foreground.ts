import type { Pixels } from '../develop/develop-image.ts';
import { boxBlur } from './box-blur.ts';
import { type Field, valueAt } from './ground-field.ts';

/** Shares of the longer side: a wide look for the colours on both sides of the edge, then a near one. */
const WIDE = 0.044;
const NEAR = 0.005;
/** Pixels of the image that make one of the near look, and half a one of the wide: both only give smooth colours. */
const NEAR_CELL = 4;
const LEAST_NEAR = 1;
/** Power of alpha by which a pixel has a say in the colour of the subject. */
const PURITY = 6;

/** What is subject and what is ground around each place: red, green and blue of each, and how much of it is subject. */
interface Sides {
  readonly subject: readonly Field[];
  readonly ground: readonly Field[];
  readonly share: Field;
}

/**
 * Writes into `cleaned` (RGBA, its alpha set) the colours that the subject has without the ground that shines through
 * at its edge. After the two passes of blur fusion (M. Forte: Approximate Fast Foreground Colour Estimation, ICIP 2021),
 * with both blurs on reduced planes and the exact step on whole pixels, only where alpha is neither nothing nor all.
 * Just outside the edge the subject's colour is carried on, so that scaling never mixes the ground in again.
 */
export function writeForeground(image: Pixels, cleaned: Buffer): void {
  const longest = Math.max(image.width, image.height);
  const fine = gather(image, cleaned);
  const wide = sidesOf(halved(fine), Math.max(1, Math.round((longest * WIDE) / (2 * NEAR_CELL))));
  const near = sidesOf(fine, Math.max(LEAST_NEAR, Math.round((longest * NEAR) / NEAR_CELL)));
  const { data, width, height, channels } = image;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const alpha = (cleaned[4 * at + 3] as number) / 255;
      const from = at * channels;
      if (alpha === 1) {
        for (let channel = 0; channel < 3; channel += 1) cleaned[4 * at + channel] = data[from + channel] as number;
        continue;
      }
      const share = valueAt(near.share, x, y);
      if (alpha === 0 && share === 0) continue;
      const trustSubject = Math.min(1, 8 * share);
      const trustGround = Math.min(1, 8 * (1 - share));
      for (let channel = 0; channel < 3; channel += 1) {
        const subject = blend(wide.subject[channel], near.subject[channel], trustSubject, x, y);
        const ground = blend(wide.ground[channel], near.ground[channel], trustGround, x, y);
        const rest = (data[from + channel] as number) - alpha * subject - (1 - alpha) * ground;
        cleaned[4 * at + channel] = Math.min(255, Math.max(0, subject + alpha * rest + 0.5));
      }
    }
  }
}

/** The near mean, and the wide one where the near window holds hardly any of that side. */
function blend(wide: Field | undefined, near: Field | undefined, trust: number, x: number, y: number): number {
  const close = trust > 0 && near ? valueAt(near, x, y) : 0;
  return trust >= 1 || !wide ? close : valueAt(wide, x, y) * (1 - trust) + close * trust;
}

/** Of cells: how much of each is subject and how much is ground, then the colours by the one and by the other. */
interface Sums {
  readonly planes: readonly Float32Array[];
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
}

/** Means over a window of `radius` cells, of the subject's colours by alpha and of the ground's by what it leaves. */
function sidesOf({ planes, columns, rows, cell }: Sums, radius: number): Sides {
  const field = (values: Float32Array): Field => ({ values, columns, rows, cell });
  const means = planes.map((plane) => boxBlur(plane, columns, rows, radius));
  const [of, not, ...colours] = means as [Float32Array, Float32Array, ...Float32Array[]];
  for (let n = 0; n < colours.length; n += 1) {
    const plane = colours[n] as Float32Array;
    const weight = n < 3 ? of : not;
    for (let at = 0; at < plane.length; at += 1) plane[at] = (plane[at] as number) / ((weight[at] as number) + 1e-6);
  }
  for (let at = 0; at < of.length; at += 1) {
    const share = (of[at] as number) / ((of[at] as number) + (not[at] as number));
    of[at] = share < 1e-4 ? 0 : share;
  }
  return { subject: colours.slice(0, 3).map(field), ground: colours.slice(3).map(field), share: field(of) };
}

const PURITIES = Float32Array.from({ length: 256 }, (_, alpha) => (alpha / 255) ** PURITY);

/** Clear sides weigh more than mixed pixels: a mixed pixel already holds some of the other side's colour. */
function gather({ data, width, height, channels }: Pixels, cleaned: Buffer): Sums {
  const columns = Math.ceil(width / NEAR_CELL);
  const rows = Math.ceil(height / NEAR_CELL);
  const planes = Array.from({ length: 8 }, () => new Float32Array(columns * rows));
  const add = (first: number, to: number, weight: number, from: number) => {
    for (let channel = 0; channel < 3; channel += 1) {
      const plane = planes[first + channel] as Float32Array;
      plane[to] = (plane[to] as number) + weight * (data[from + channel] as number);
    }
  };
  const [subjects, grounds] = planes as [Float32Array, Float32Array];
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = Math.floor(y / NEAR_CELL) * columns;
    for (let x = 0; x < width; x += 1, at += 1) {
      const to = row + ((x / NEAR_CELL) | 0);
      const alpha = cleaned[4 * at + 3] as number;
      if (alpha > 0) {
        const weight = PURITIES[alpha] as number;
        subjects[to] = (subjects[to] as number) + weight;
        add(2, to, weight, at * channels);
      }
      if (alpha < 255) {
        const weight = PURITIES[255 - alpha] as number;
        grounds[to] = (grounds[to] as number) + weight;
        add(5, to, weight, at * channels);
      }
    }
  }
  return { planes, columns, rows, cell: NEAR_CELL };
}

/** The same of cells of twice the size. */
function halved({ planes, columns, rows, cell }: Sums): Sums {
  const half = { columns: Math.ceil(columns / 2), rows: Math.ceil(rows / 2), cell: 2 * cell };
  const sum = (plane: Float32Array) => {
    const sums = new Float32Array(half.columns * half.rows);
    for (let row = 0, at = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1, at += 1) {
        const to = (row >> 1) * half.columns + (column >> 1);
        sums[to] = (sums[to] as number) + (plane[at] as number);
      }
    }
    return sums;
  };
  return { planes: planes.map(sum), ...half };
}
