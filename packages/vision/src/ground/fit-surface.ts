import type { LabPlanes } from '../planes/oklab.ts';
import { floats } from '../planes/scratch.ts';
import { ranked } from './rank.ts';

/** Colours of a cubic surface over the image: what a lamp, a sweep or a vignette makes of one ground. */
export interface Surface {
  readonly l: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

const TERMS = 10;
/** How many of the terms are fitted, first to last: constant, linear, quadratic, cubic. */
const ORDERS = [1, 3, 6, 10];
/** Tukey's biweight: what is further off than this many deviations has no say. */
const REJECTED_BEYOND = 4.7;
/** A deviation below that of 8-bit steps and JPEG is not believed. */
const LEAST_DEVIATION = 0.003;

/** The terms of the surface at a pixel, coordinates -1 to 1 along each side. */
function terms(basis: Float64Array, x: number, y: number): void {
  basis[0] = 1;
  basis[1] = x;
  basis[2] = y;
  basis[3] = x * x;
  basis[4] = x * y;
  basis[5] = y * y;
  basis[6] = x * x * x;
  basis[7] = x * x * y;
  basis[8] = x * y * y;
  basis[9] = y * y * y;
}

/**
 * Through the pixels listed, robustly: starting from one colour, with every finer order what lies far off (a product
 * that runs out of the image) loses its say. A cubic can be told from a thin frame of pixels alone; a quartic could not.
 */
export function fitSurface(lab: LabPlanes, pixels: Int32Array): Surface {
  const basis = basisAt(lab, pixels);
  const weights = new Float64Array(pixels.length).fill(1);
  let surface = medianSurface(lab, pixels);
  for (const order of ORDERS.slice(1)) {
    for (let round = 0; round < 3; round += 1) {
      reweigh(weights, residuals(lab, pixels, basis, surface));
      surface = solve(basis, weights, lab, pixels, order);
    }
  }
  return surface;
}

/** The surface as planes of the image's size. */
export function surfacePlanes(surface: Surface, width: number, height: number): LabPlanes {
  const count = width * height;
  const planes = { l: floats(count), a: floats(count), b: floats(count) };
  for (const name of ['l', 'a', 'b'] as const) {
    for (let row = 0; row < height; row += 1) {
      surfaceRow(surface[name], coordinate(row, height), planes[name].subarray(row * width, (row + 1) * width));
    }
  }
  return { width, height, ...planes };
}

function surfaceRow(coefficients: Float64Array, y: number, row: Float32Array): void {
  const term = (n: number) => coefficients[n] as number;
  const constant = term(0) + y * (term(2) + y * (term(5) + y * term(9)));
  const linear = term(1) + y * (term(4) + y * term(8));
  const quadratic = term(3) + y * term(7);
  const cubic = term(6);
  for (let column = 0; column < row.length; column += 1) {
    const x = coordinate(column, row.length);
    row[column] = constant + x * (linear + x * (quadratic + x * cubic));
  }
}

function coordinate(place: number, length: number): number {
  return length < 2 ? 0 : (2 * place) / (length - 1) - 1;
}

function basisAt({ width, height }: LabPlanes, pixels: Int32Array): Float64Array {
  const basis = new Float64Array(pixels.length * TERMS);
  for (let n = 0; n < pixels.length; n += 1) {
    const at = pixels[n] as number;
    const row = Math.floor(at / width);
    terms(basis.subarray(n * TERMS, n * TERMS + TERMS), coordinate(at - row * width, width), coordinate(row, height));
  }
  return basis;
}

function medianSurface(lab: LabPlanes, pixels: Int32Array): Surface {
  const constant = (plane: Float32Array) => {
    const values = new Float64Array(pixels.length);
    for (let n = 0; n < values.length; n += 1) values[n] = plane[pixels[n] as number] as number;
    const coefficients = new Float64Array(TERMS);
    coefficients[0] = ranked(values, values.length >> 1);
    return coefficients;
  };
  return { l: constant(lab.l), a: constant(lab.a), b: constant(lab.b) };
}

function residuals(lab: LabPlanes, pixels: Int32Array, basis: Float64Array, surface: Surface): Float64Array {
  const distances = new Float64Array(pixels.length);
  for (let n = 0; n < pixels.length; n += 1) {
    const at = pixels[n] as number;
    const l = (lab.l[at] as number) - heightOf(surface.l, basis, n);
    const a = (lab.a[at] as number) - heightOf(surface.a, basis, n);
    const b = (lab.b[at] as number) - heightOf(surface.b, basis, n);
    distances[n] = Math.sqrt(l * l + a * a + b * b);
  }
  return distances;
}

function heightOf(coefficients: Float64Array, basis: Float64Array, n: number): number {
  let height = 0;
  for (let term = 0, at = n * TERMS; term < TERMS; term += 1, at += 1) {
    height += (coefficients[term] as number) * (basis[at] as number);
  }
  return height;
}

function reweigh(weights: Float64Array, distances: Float64Array): void {
  const median = ranked(distances.slice(), distances.length >> 1);
  const cut = REJECTED_BEYOND * Math.max(LEAST_DEVIATION, median / 0.6745);
  for (let n = 0; n < weights.length; n += 1) {
    const share = Math.min(1, (distances[n] as number) / cut);
    weights[n] = (1 - share * share) ** 2;
  }
}

/** Weighted least squares of all three planes by one set of normal equations; a tiny ridge keeps them solvable. */
function solve(basis: Float64Array, weights: Float64Array, lab: LabPlanes, pixels: Int32Array, order: number): Surface {
  const wide = order + 3;
  const rows = Array.from({ length: order }, (_, row) => {
    const values = new Float64Array(wide);
    values[row] = 1e-6 * pixels.length;
    return values;
  });
  const terms = new Float64Array(wide);
  for (let n = 0; n < pixels.length; n += 1) {
    const weight = weights[n] as number;
    if (weight === 0) continue;
    const at = pixels[n] as number;
    for (let term = 0; term < order; term += 1) terms[term] = basis[n * TERMS + term] as number;
    terms[order] = lab.l[at] as number;
    terms[order + 1] = lab.a[at] as number;
    terms[order + 2] = lab.b[at] as number;
    for (let i = 0; i < order; i += 1) addScaled(rows[i] as Float64Array, weight * (terms[i] as number), terms, i);
  }
  for (let i = 1; i < order; i += 1) {
    for (let j = 0; j < i; j += 1) (rows[i] as Float64Array)[j] = (rows[j] as Float64Array)[i] as number;
  }
  eliminate(rows);
  const coefficients = (side: number) => {
    const values = new Float64Array(TERMS);
    for (let i = 0; i < order; i += 1) {
      const row = rows[i] as Float64Array;
      values[i] = (row[order + side] as number) / (row[i] as number);
    }
    return values;
  };
  return { l: coefficients(0), a: coefficients(1), b: coefficients(2) };
}

/** To `row`, from the place `from` on. */
function addScaled(row: Float64Array, factor: number, values: Float64Array, from: number): void {
  for (let at = from; at < row.length; at += 1) row[at] = (row[at] as number) + factor * (values[at] as number);
}

/** Gauss and Jordan with pivots, in place: leaves a diagonal and the right sides. */
function eliminate(rows: Float64Array[]): void {
  for (let pivot = 0; pivot < rows.length; pivot += 1) {
    let best = pivot;
    for (let r = pivot + 1; r < rows.length; r += 1) {
      if (Math.abs(rows[r]?.[pivot] as number) > Math.abs(rows[best]?.[pivot] as number)) best = r;
    }
    const lead = rows[best] as Float64Array;
    rows[best] = rows[pivot] as Float64Array;
    rows[pivot] = lead;
    for (let r = 0; r < rows.length; r += 1) {
      const row = rows[r] as Float64Array;
      if (r === pivot) continue;
      addScaled(row, -(row[pivot] as number) / (lead[pivot] as number), lead, pivot);
    }
  }
}
