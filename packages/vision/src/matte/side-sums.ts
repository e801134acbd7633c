import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';
import { floats } from '../planes/scratch.ts';

/** Side of a cell in pixels: the sums only give smooth colours. */
export const CELL = 4;
/** The weight of a pixel is this power of its share of a side: a mixed pixel already holds some of the other colour. */
const PURITY = 6;

/** One side of the edge in planes of cells: the sums of weights, and of colours times weights. */
interface Side {
  readonly weight: Float32Array;
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
}

export interface Sums {
  readonly subject: Side;
  readonly ground: Side;
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell in pixels. */
  readonly cell: number;
}

const PURITIES = Float32Array.from({ length: 256 }, (_, alpha) => (alpha / 255) ** PURITY);

/** Sums of the colours of subject and ground, over the cells of a region. */
export function sumsOfSides(image: Pixels, region: Region, alpha: Uint8Array): Sums {
  const columns = Math.ceil(region.width / CELL);
  const rows = Math.ceil(region.height / CELL);
  const sums: Sums = { subject: sideOf(columns * rows), ground: sideOf(columns * rows), columns, rows, cell: CELL };
  for (let row = 0; row < region.height; row += 1) {
    const from = ((region.top + row) * image.width + region.left) * image.channels;
    const levels = alpha.subarray(row * region.width, (row + 1) * region.width);
    sumRow(image.data, from, image.channels, levels, sums, Math.floor(row / CELL) * columns);
  }
  return sums;
}

function sideOf(cells: number): Side {
  const plane = () => floats(cells).fill(0);
  return { weight: plane(), red: plane(), green: plane(), blue: plane() };
}

function sumRow(
  data: Uint8Array,
  start: number,
  channels: number,
  alpha: Uint8Array,
  { subject, ground }: Sums,
  cells: number,
): void {
  for (let x = 0, from = start; x < alpha.length; x += 1, from += channels) {
    const own = alpha[x] as number;
    const cell = cells + ((x / CELL) | 0);
    if (own > 0) add(subject, cell, PURITIES[own] as number, data, from);
    if (own < 255) add(ground, cell, PURITIES[255 - own] as number, data, from);
  }
}

function add({ weight, red, green, blue }: Side, cell: number, share: number, data: Uint8Array, from: number): void {
  weight[cell] = (weight[cell] as number) + share;
  red[cell] = (red[cell] as number) + share * (data[from] as number);
  green[cell] = (green[cell] as number) + share * (data[from + 1] as number);
  blue[cell] = (blue[cell] as number) + share * (data[from + 2] as number);
}

/** The same sums over cells of twice the side. */
export function halved({ subject, ground, columns, rows, cell }: Sums): Sums {
  const half = { columns: Math.ceil(columns / 2), rows: Math.ceil(rows / 2), cell: 2 * cell };
  const sum = (plane: Float32Array) => {
    const sums = floats(half.columns * half.rows).fill(0);
    for (let row = 0; row < rows; row += 1) {
      addPairs(plane, row * columns, columns, sums, (row >> 1) * half.columns);
    }
    return sums;
  };
  const side = ({ weight, red, green, blue }: Side): Side => ({
    weight: sum(weight),
    red: sum(red),
    green: sum(green),
    blue: sum(blue),
  });
  return { subject: side(subject), ground: side(ground), ...half };
}

function addPairs(plane: Float32Array, from: number, columns: number, sums: Float32Array, to: number): void {
  for (let column = 0; column < columns; column += 1) {
    sums[to + (column >> 1)] = (sums[to + (column >> 1)] as number) + (plane[from + column] as number);
  }
}
