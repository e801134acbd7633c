/** Chromaticities: CIE 1931 x and y. */
type Chromaticity = readonly [x: number, y: number];

export interface Primaries {
  readonly white: Chromaticity;
  readonly red: Chromaticity;
  readonly green: Chromaticity;
  readonly blue: Chromaticity;
}

/** How samples become light. `pq` and `hlg` reach beyond the white of paper: they have to be mapped into it. */
export type Transfer =
  | { readonly curve: 'srgb' | 'pq' | 'hlg' }
  | { readonly curve: 'power'; readonly exponent: number };

/** What the samples of an RGB image mean. */
export interface ColourEncoding {
  readonly primaries: Primaries;
  readonly transfer: Transfer;
  /** Black at 16 and white at 235 of 255, as in video. */
  readonly narrow: boolean;
}

const D65: Chromaticity = [0.3127, 0.329];

/** ITU-T H.273 (2024), table 2. */
export const PRIMARIES = {
  srgb: { white: D65, red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06] },
  pal: { white: D65, red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06] },
  ntsc: { white: D65, red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07] },
  rec2020: { white: D65, red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046] },
  dciP3: { white: [0.314, 0.351], red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
  displayP3: { white: D65, red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
} as const satisfies Record<string, Primaries>;

/** Row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];
type Vector = readonly [number, number, number];

/** From linear light of these primaries to linear light of sRGB's. A white point that is not D65 becomes it. */
export function toSrgbPrimaries(primaries: Primaries): Matrix {
  const toXyz = times(adaptation(primaries.white), xyzOf(primaries));
  return times(inverse(xyzOf(PRIMARIES.srgb)), toXyz);
}

/** From linear RGB to XYZ, white having the luminance 1 (SMPTE RP 177). */
function xyzOf({ white, red, green, blue }: Primaries): Matrix {
  const columns = [red, green, blue].map(xyzOfChromaticity);
  const unscaled = columnsOf(columns as [Vector, Vector, Vector]);
  const shares = applied(inverse(unscaled), xyzOfChromaticity(white));
  return unscaled.map((value, at) => value * (shares[at % 3] as number)) as unknown as Matrix;
}

function xyzOfChromaticity([x, y]: Chromaticity): Vector {
  return [x / y, 1, (1 - x - y) / y];
}

/** The cones of the Bradford adaptation (ICC.1:2022, annex E). */
const BRADFORD: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

function adaptation(white: Chromaticity): Matrix {
  const [from, to] = [white, D65].map((point) => applied(BRADFORD, xyzOfChromaticity(point))) as [Vector, Vector];
  const scale: Matrix = [to[0] / from[0], 0, 0, 0, to[1] / from[1], 0, 0, 0, to[2] / from[2]];
  return times(inverse(BRADFORD), times(scale, BRADFORD));
}

function columnsOf([a, b, c]: readonly [Vector, Vector, Vector]): Matrix {
  return [a[0], b[0], c[0], a[1], b[1], c[1], a[2], b[2], c[2]];
}

function applied([a, b, c, d, e, f, g, h, i]: Matrix, [x, y, z]: Vector): Vector {
  return [a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z];
}

function times(one: Matrix, [a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  return columnsOf([applied(one, [a, d, g]), applied(one, [b, e, h]), applied(one, [c, f, i])]);
}

function inverse([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const adjugate = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  return adjugate.map((value) => value / determinant) as unknown as Matrix;
}
