import type { Flags } from './flood.ts';
import type { LabPlanes } from './oklab.ts';
import type { Pixels } from './pixels.ts';

/** Share of a cell that must be known for its mean to count. */
const LEAST_KNOWN = 0.2;

/** A smooth plane of which only the values at the centres of cells, `cell` by `cell` pixels each, are stored. */
export interface Field {
  readonly values: Float32Array;
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
}

export type Fields = readonly [Field, Field, Field];

/** Sums of three values over the pixels of each cell, and how many pixels were summed. */
interface CellSums {
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
  readonly sums: readonly [Float32Array, Float32Array, Float32Array];
  readonly counts: Float32Array;
}

/** How far `lab` lies off the surface where `known` is set, extended smoothly over the rest. */
export function smoothOffsets(lab: LabPlanes, surface: LabPlanes, known: Flags, cell: number): Fields {
  const cells = noSums(lab.width, lab.height, cell);
  for (let y = 0; y < lab.height; y += 1) sumOffsets(lab, surface, known, y, cells);
  return smoothFields(cells);
}

/** The colours of an image where `known` is set, extended smoothly over the rest. */
export function smoothColours(image: Pixels, known: Flags, cell: number): Fields {
  const cells = noSums(image.width, image.height, cell);
  for (let y = 0; y < image.height; y += 1) sumColours(image, known, y, cells);
  return smoothFields(cells);
}

function noSums(width: number, height: number, cell: number): CellSums {
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const plane = () => new Float32Array(columns * rows);
  return { columns, rows, cell, sums: [plane(), plane(), plane()], counts: plane() };
}

function sumOffsets(lab: LabPlanes, surface: LabPlanes, known: Flags, y: number, cells: CellSums): void {
  const { columns, cell } = cells;
  const end = (y + 1) * lab.width;
  const first = Math.floor(y / cell) * columns;
  for (let column = 0, at = y * lab.width; column < columns; column += 1) {
    let [l, a, b, count] = [0, 0, 0, 0];
    for (const next = Math.min(end, at + cell); at < next; at += 1) {
      if (known[at] === 0) continue;
      l += (lab.l[at] as number) - (surface.l[at] as number);
      a += (lab.a[at] as number) - (surface.a[at] as number);
      b += (lab.b[at] as number) - (surface.b[at] as number);
      count += 1;
    }
    add(cells, first + column, l, a, b, count);
  }
}

function sumColours({ data, width, channels }: Pixels, known: Flags, y: number, cells: CellSums): void {
  const { columns, cell } = cells;
  const end = (y + 1) * width;
  const first = Math.floor(y / cell) * columns;
  for (let column = 0, at = y * width; column < columns; column += 1) {
    let [red, green, blue, count] = [0, 0, 0, 0];
    for (const next = Math.min(end, at + cell); at < next; at += 1) {
      if (known[at] === 0) continue;
      red += data[at * channels] as number;
      green += data[at * channels + 1] as number;
      blue += data[at * channels + 2] as number;
      count += 1;
    }
    add(cells, first + column, red, green, blue, count);
  }
}

function add(
  { sums, counts }: CellSums,
  to: number,
  first: number,
  second: number,
  third: number,
  count: number,
): void {
  sums[0][to] = (sums[0][to] as number) + first;
  sums[1][to] = (sums[1][to] as number) + second;
  sums[2][to] = (sums[2][to] as number) + third;
  counts[to] = (counts[to] as number) + count;
}

/**
 * The means of the cells. A cell with too few known pixels takes its value from the nearest coarser level of a pyramid
 * that has one (pull-push interpolation).
 */
function smoothFields({ columns, rows, cell, sums, counts }: CellSums): Fields {
  const enough = counts.map((count) => (count >= LEAST_KNOWN * cell * cell ? 1 : 0));
  const field = (plane: Float32Array): Field => {
    const means = plane.map((sum, at) => (enough[at] === 1 ? sum / (counts[at] as number) : 0));
    return { values: fill(means, enough, columns, rows), columns, rows, cell };
  };
  return [field(sums[0]), field(sums[1]), field(sums[2])];
}

/** Where `weights` is 0, the value comes from the level of half the size, which is filled first. */
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

/** The field at a pixel, bilinear between the centres of the cells. */
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

export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
