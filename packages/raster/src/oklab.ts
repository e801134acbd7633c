import { LINEAR } from './colour.ts';

/** Björn Ottosson's OKLab of RGB pixels, row by row: lightness 0 to 1, a and b about -0.4 to 0.4. For few pixels. */
export function oklabOf(rgb: Uint8Array): Float32Array {
  const lab = new Float32Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const r = LINEAR[rgb[at] as number] as number;
    const g = LINEAR[rgb[at + 1] as number] as number;
    const b = LINEAR[rgb[at + 2] as number] as number;
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    lab[at] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
    lab[at + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    lab[at + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  }
  return lab;
}

/** The mean distance of two pictures of one size in OKLab: 0 where they are the same, 1 between black and white. */
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
