import type { LabPlanes } from '../planes/oklab.ts';
import { floats } from '../planes/scratch.ts';

/** Coefficients of a cubic in x and y for each plane of OKLab: how a lamp, a sweep or a vignette varies one ground. */
export interface CubicSurface {
  readonly l: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

export const TERMS = 10;

/** The terms at a pixel, constant to cubic; coordinates run from -1 to 1 along each side. */
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

/** The terms at each of the pixels, `TERMS` a pixel. */
export function basisAt({ width, height }: LabPlanes, pixels: Int32Array): Float64Array {
  const basis = new Float64Array(pixels.length * TERMS);
  for (let n = 0; n < pixels.length; n += 1) {
    const at = pixels[n] as number;
    const row = Math.floor(at / width);
    terms(basis.subarray(n * TERMS, n * TERMS + TERMS), coordinate(at - row * width, width), coordinate(row, height));
  }
  return basis;
}

/** The value of one plane of the surface at the `n`-th pixel of a basis. */
export function valueAtBasis(coefficients: Float64Array, basis: Float64Array, n: number): number {
  let value = 0;
  for (let term = 0, at = n * TERMS; term < TERMS; term += 1, at += 1) {
    value += (coefficients[term] as number) * (basis[at] as number);
  }
  return value;
}

/** The surface at every pixel of an image. */
export function surfacePlanes(surface: CubicSurface, width: number, height: number): LabPlanes {
  const count = width * height;
  const planes = { l: floats(count), a: floats(count), b: floats(count) };
  for (const name of ['l', 'a', 'b'] as const) {
    for (let row = 0; row < height; row += 1) {
      surfaceRow(surface[name], coordinate(row, height), planes[name].subarray(row * width, (row + 1) * width));
    }
  }
  return { width, height, ...planes };
}

/** By Horner's scheme in x. */
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

function coordinate(pixel: number, length: number): number {
  return length < 2 ? 0 : (2 * pixel) / (length - 1) - 1;
}
