import { LINEAR } from './colour.ts';

/** The steps of the conversion that a caller may approximate. */
export interface OklabCurve {
  /** The linear light of each sRGB byte, 0 to 1. */
  readonly linear: Float64Array;
  root(value: number): number;
}

/**
 * Where OKLab is written, one value every `stride` numbers: lightness 0 to 1, a (green to red) and b (blue to yellow)
 * about -0.4 to 0.4.
 */
export interface OklabTarget {
  readonly l: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly stride: number;
}

const EXACT: OklabCurve = { linear: LINEAR, root: Math.cbrt };

/** OKLab of RGB pixels, row by row, three numbers a pixel. For few pixels: the roots are exact. */
export function oklabOf(rgb: Uint8Array): Float32Array {
  const lab = new Float32Array(rgb.length);
  writeOklab(rgb, 3, EXACT, { l: lab, a: lab.subarray(1), b: lab.subarray(2), stride: 3 });
  return lab;
}

/** OKLab by the matrices of B. Ottosson, 2020, of RGB or RGBA pixels; alpha is ignored. */
export function writeOklab(
  data: Uint8Array,
  channels: 3 | 4,
  { linear, root }: OklabCurve,
  { l, a, b, stride }: OklabTarget,
): void {
  for (let from = 0, to = 0; from < data.length; from += channels, to += stride) {
    const red = linear[data[from] as number] as number;
    const green = linear[data[from + 1] as number] as number;
    const blue = linear[data[from + 2] as number] as number;
    const long = root(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const medium = root(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const short = root(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    l[to] = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
    a[to] = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
    b[to] = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  }
}

/** The mean OKLab distance between two pictures of one size: 0 where they are the same, 1 between black and white. */
export function colourDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 3) {
    const l = (a[at] as number) - (b[at] as number);
    const da = (a[at + 1] as number) - (b[at + 1] as number);
    const db = (a[at + 2] as number) - (b[at + 2] as number);
    sum += Math.sqrt(l * l + da * da + db * db);
  }
  return a.length === 0 ? 0 : sum / (a.length / 3);
}
