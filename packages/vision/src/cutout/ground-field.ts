import type { Flags } from './flood.ts';

/** Share of a cell that must be known for its mean to count. */
const LEAST_KNOWN = 0.2;

/** A smooth plane, known by its values at the middles of cells of `cell` pixels. */
export interface Field {
  readonly values: Float32Array;
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
}

/** What a field is made from: a plane's values, less those of another if there is one; or one channel of an image. */
interface Values {
  readonly plane: Float32Array | Uint8Array;
  readonly less?: Float32Array;
  readonly channel?: { readonly of: number; readonly at: number };
  readonly known: Flags;
}

/**
 * The plane where `known` is set, carried on smoothly over the rest: cells without a known pixel take the mean of the
 * nearest coarser level that has one (pull and push over a pyramid).
 */
export function smoothField(values: Values, width: number, height: number, cell: number): Field {
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const sums = new Float32Array(columns * rows);
  const counts = new Float32Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / cell) * columns;
    sumRow(values, y * width, width, cell, sums.subarray(row, row + columns), counts.subarray(row, row + columns));
  }
  for (let to = 0; to < sums.length; to += 1) {
    const count = counts[to] as number;
    const enough = count >= LEAST_KNOWN * cell * cell;
    sums[to] = enough ? (sums[to] as number) / count : 0;
    counts[to] = enough ? 1 : 0;
  }
  return { values: fill(sums, counts, columns, rows), columns, rows, cell };
}

/** Of one row of pixels into the cells that it crosses. */
function sumRow(
  { plane, less, channel = { of: 1, at: 0 }, known }: Values,
  start: number,
  width: number,
  cell: number,
  sums: Float32Array,
  counts: Float32Array,
): void {
  for (let column = 0, at = start; column < sums.length; column += 1) {
    const end = Math.min(start + width, start + (column + 1) * cell);
    let sum = 0;
    let count = 0;
    for (; at < end; at += 1) {
      if (known[at] === 0) continue;
      const value = plane[at * channel.of + channel.at] as number;
      sum += less ? value - (less[at] as number) : value;
      count += 1;
    }
    sums[column] = (sums[column] as number) + sum;
    counts[column] = (counts[column] as number) + count;
  }
}

/** Where `weights` is 0 the value is carried over from the half-sized level, itself filled. */
function fill(values: Float32Array, weights: Float32Array, columns: number, rows: number): Float32Array {
  if ((columns === 1 && rows === 1) || !weights.includes(0)) return values;
  const halfColumns = Math.ceil(columns / 2);
  const halfRows = Math.ceil(rows / 2);
  const sums = new Float32Array(halfColumns * halfRows);
  const counts = new Float32Array(halfColumns * halfRows);
  for (let at = 0; at < values.length; at += 1) {
    const weight = weights[at] as number;
    if (weight === 0) continue;
    const to = Math.floor(at / columns / 2) * halfColumns + ((at % columns) >> 1);
    sums[to] = (sums[to] as number) + weight * (values[at] as number);
    counts[to] = (counts[to] as number) + weight;
  }
  for (let to = 0; to < sums.length; to += 1) {
    if ((counts[to] as number) > 0) sums[to] = (sums[to] as number) / (counts[to] as number);
  }
  const coarse = { values: fill(sums, counts, halfColumns, halfRows), columns: halfColumns, rows: halfRows, cell: 2 };
  const filled = values.slice();
  for (let at = 0; at < values.length; at += 1) {
    if (weights[at] === 0) filled[at] = valueAt(coarse, at % columns, Math.floor(at / columns));
  }
  return filled;
}

/** Between the middles of the cells, linearly. */
export function valueAt({ values, columns, rows, cell }: Field, x: number, y: number): number {
  const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / cell - 0.5));
  const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / cell - 0.5));
  const left = u | 0;
  const top = v | 0;
  const right = left + 1 < columns ? 1 : 0;
  const down = top + 1 < rows ? columns : 0;
  const at = top * columns + left;
  const upper = mix(values[at] as number, values[at + right] as number, u - left);
  const lower = mix(values[at + down] as number, values[at + down + right] as number, u - left);
  return mix(upper, lower, v - top);
}

/** A place in fields of one shape: found once, then read in each of them, as `valueAt` would. */
export class Place {
  readonly #shape: Omit<Field, 'values'>;
  /** Of every pixel of a row: the column of cells to its left, the way to the one to its right, and how far it is on that way. */
  readonly #lefts: Int32Array;
  readonly #rights: Uint8Array;
  readonly #shares: Float64Array;
  #row = 0;
  #below = 0;
  #down = 0;
  #at = 0;
  #right = 0;
  #across = 0;

  constructor(shape: Omit<Field, 'values'>, width: number) {
    this.#shape = shape;
    this.#lefts = new Int32Array(width);
    this.#rights = new Uint8Array(width);
    this.#shares = new Float64Array(width);
    const { columns, cell } = shape;
    for (let x = 0; x < width; x += 1) {
      const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / cell - 0.5));
      const left = u | 0;
      this.#lefts[x] = left;
      this.#rights[x] = left + 1 < columns ? 1 : 0;
      this.#shares[x] = u - left;
    }
  }

  toRow(y: number): void {
    const { columns, rows, cell } = this.#shape;
    const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / cell - 0.5));
    const top = v | 0;
    this.#row = top * columns;
    this.#below = top + 1 < rows ? columns : 0;
    this.#down = v - top;
  }

  toColumn(x: number): void {
    this.#at = this.#row + (this.#lefts[x] as number);
    this.#right = this.#rights[x] as number;
    this.#across = this.#shares[x] as number;
  }

  valueIn(values: Float32Array): number {
    const at = this.#at;
    const right = at + this.#right;
    const below = this.#below;
    const upper = mix(values[at] as number, values[right] as number, this.#across);
    const lower = mix(values[at + below] as number, values[right + below] as number, this.#across);
    return mix(upper, lower, this.#down);
  }
}

export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
