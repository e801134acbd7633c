import type { LabPlanes } from '../planes/oklab.ts';
import { basisAt, type CubicSurface, TERMS, valueAtBasis } from './cubic-surface.ts';

/** How many of the terms are fitted, one order after the other: linear, quadratic, cubic. */
const ORDERS = [3, 6, 10];
const ROUNDS = 3;
/** Tukey's biweight: pixels further off than this many deviations have no weight. */
const REJECTED_BEYOND = 4.7;
/** The median of absolute deviations is this share of the standard deviation. */
const MEDIAN_SHARE = 0.6745;
/** Deviations below this are 8-bit steps and JPEG; a smaller one is not believed. */
const LEAST_DEVIATION = 0.003;

/**
 * Fits a surface to the pixels listed, robustly: it starts as one colour, and with every higher order the pixels that
 * lie far off it (a product that runs out of the image) lose their weight. A thin frame of pixels is enough to
 * determine a cubic; it is not for a quartic.
 */
export function fitSurface(lab: LabPlanes, pixels: Int32Array): CubicSurface {
  const basis = basisAt(lab, pixels);
  const weights = new Float64Array(pixels.length).fill(1);
  let surface = medianSurface(lab, pixels);
  for (const order of ORDERS) {
    for (let round = 0; round < ROUNDS; round += 1) {
      reweigh(weights, residuals(lab, pixels, basis, surface));
      surface = solve(basis, weights, lab, pixels, order);
    }
  }
  return surface;
}

function medianSurface(lab: LabPlanes, pixels: Int32Array): CubicSurface {
  const constant = (plane: Float32Array) => {
    const values = new Float64Array(pixels.length);
    for (let n = 0; n < values.length; n += 1) values[n] = plane[pixels[n] as number] as number;
    const coefficients = new Float64Array(TERMS);
    coefficients[0] = select(values, values.length >> 1);
    return coefficients;
  };
  return { l: constant(lab.l), a: constant(lab.a), b: constant(lab.b) };
}

function residuals(lab: LabPlanes, pixels: Int32Array, basis: Float64Array, surface: CubicSurface): Float64Array {
  const distances = new Float64Array(pixels.length);
  for (let n = 0; n < pixels.length; n += 1) {
    const at = pixels[n] as number;
    const l = (lab.l[at] as number) - valueAtBasis(surface.l, basis, n);
    const a = (lab.a[at] as number) - valueAtBasis(surface.a, basis, n);
    const b = (lab.b[at] as number) - valueAtBasis(surface.b, basis, n);
    distances[n] = Math.sqrt(l * l + a * a + b * b);
  }
  return distances;
}

function reweigh(weights: Float64Array, distances: Float64Array): void {
  const median = select(distances.slice(), distances.length >> 1);
  const cut = REJECTED_BEYOND * Math.max(LEAST_DEVIATION, median / MEDIAN_SHARE);
  for (let n = 0; n < weights.length; n += 1) {
    const share = Math.min(1, (distances[n] as number) / cut);
    weights[n] = (1 - share * share) ** 2;
  }
}

/**
 * The `n`-th smallest value, as sorting would place it; reorders the values (quickselect, C. A. R. Hoare: Find, 1961).
 */
function select(values: Float64Array, n: number): number {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[(first + last) >> 1] as number;
    let low = first;
    let high = last;
    while (low <= high) {
      while ((values[low] as number) < pivot) low += 1;
      while ((values[high] as number) > pivot) high -= 1;
      if (low > high) break;
      const value = values[low] as number;
      values[low] = values[high] as number;
      values[high] = value;
      low += 1;
      high -= 1;
    }
    if (n <= high) last = high;
    else if (n >= low) first = low;
    else break;
  }
  return values[n] as number;
}

/** Weighted least squares of all three planes by one set of normal equations; a tiny ridge keeps them solvable. */
function solve(
  basis: Float64Array,
  weights: Float64Array,
  lab: LabPlanes,
  pixels: Int32Array,
  order: number,
): CubicSurface {
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

/** Adds to `row` from the index `from` on. */
function addScaled(row: Float64Array, factor: number, values: Float64Array, from: number): void {
  for (let at = from; at < row.length; at += 1) row[at] = (row[at] as number) + factor * (values[at] as number);
}

/** Gauss-Jordan elimination with pivots, in place: leaves a diagonal and the right-hand sides. */
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
