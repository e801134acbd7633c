import type { LabPlanes } from './oklab.ts';

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
  const planes = { l: new Float32Array(count), a: new Float32Array(count), b: new Float32Array(count) };
  const along = new Float64Array(4);
  for (const name of ['l', 'a', 'b'] as const) {
    const plane = planes[name];
    const c = surface[name];
    for (let row = 0, at = 0; row < height; row += 1) {
      const y = coordinate(row, height);
      along[0] = at3(c, 0) + y * (at3(c, 2) + y * (at3(c, 5) + y * at3(c, 9)));
      along[1] = at3(c, 1) + y * (at3(c, 4) + y * at3(c, 8));
      along[2] = at3(c, 3) + y * at3(c, 7);
      along[3] = at3(c, 6);
      const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = along;
      for (let column = 0; column < width; column += 1, at += 1) {
        const x = coordinate(column, width);
        plane[at] = c0 + x * (c1 + x * (c2 + x * c3));
      }
    }
  }
  return { width, height, ...planes };
}

function at3(coefficients: Float64Array, term: number): number {
  return coefficients[term] as number;
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
    const values = Float64Array.from(pixels, (at) => plane[at] as number).sort();
    const coefficients = new Float64Array(TERMS);
    coefficients[0] = values[values.length >> 1] ?? 0;
    return coefficients;
  };
  return { l: constant(lab.l), a: constant(lab.a), b: constant(lab.b) };
}

function residuals(lab: LabPlanes, pixels: Int32Array, basis: Float64Array, surface: Surface): Float64Array {
  const distances = new Float64Array(pixels.length);
  for (let n = 0; n < pixels.length; n += 1) {
    const at = pixels[n] as number;
    let l = lab.l[at] as number;
    let a = lab.a[at] as number;
    let b = lab.b[at] as number;
    for (let term = 0; term < TERMS; term += 1) {
      const value = basis[n * TERMS + term] as number;
      l -= value * (surface.l[term] as number);
      a -= value * (surface.a[term] as number);
      b -= value * (surface.b[term] as number);
    }
    distances[n] = Math.sqrt(l * l + a * a + b * b);
  }
  return distances;
}

function reweigh(weights: Float64Array, distances: Float64Array): void {
  const median = Float64Array.from(distances).sort()[distances.length >> 1] ?? 0;
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
    for (let i = 0; i < order; i += 1) {
      const row = rows[i] as Float64Array;
      const factor = weight * (terms[i] as number);
      for (let j = i; j < wide; j += 1) row[j] = (row[j] as number) + factor * (terms[j] as number);
    }
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
      const factor = (row[pivot] as number) / (lead[pivot] as number);
      for (let c = pivot; c < row.length; c += 1) row[c] = (row[c] as number) - factor * (lead[c] as number);
    }
  }
}
