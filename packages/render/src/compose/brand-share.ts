import { type Canvas, type Rgb, rgbOf } from '@proofsheet/raster';
import { differenceCiede2000, formatHex } from 'culori';

/** How much of a picture is in each of the brand's colours, 0 to 1, in their order. */
export type BrandShares = readonly { readonly colour: string; readonly share: number }[];

/** CIEDE2000 up to which two colours are the same to the eye, and what JPEG makes of a flat field. */
const SAME = 3;
/** What is further off than this in one channel, of 255, is another colour whatever the eye says. */
const NEAR = 16;
/** Pixels that are looked at, evenly spread. */
const SAMPLES = 40_000;

/** Measured on the composed pixels. */
export function brandSharesOf({ width, height, data }: Canvas, brand: readonly string[]): BrandShares {
  const step = Math.max(1, Math.round(Math.sqrt((width * height) / SAMPLES)));
  return brand.map((colour) => {
    const isSame = likeness(colour);
    let [found, seen] = [0, 0];
    for (let y = step >> 1; y < height; y += step) {
      for (let x = step >> 1; x < width; x += step, seen++) if (isSame(data, (y * width + x) * 3)) found++;
    }
    return { colour, share: Math.round((found / Math.max(1, seen)) * 1000) / 1000 };
  });
}

const apart = differenceCiede2000();

/** Fields are flat, so that the same few colours are asked for again and again. */
function likeness(colour: string): (data: Uint8Array, at: number) => boolean {
  const { r, g, b }: Rgb = rgbOf(colour);
  const known = new Map<number, boolean>();
  return (data, at) => {
    const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
    if (Math.abs(red - r) > NEAR || Math.abs(green - g) > NEAR || Math.abs(blue - b) > NEAR) return false;
    const key = (red << 16) | (green << 8) | blue;
    const same =
      known.get(key) ?? apart(formatHex({ mode: 'rgb', r: red / 255, g: green / 255, b: blue / 255 }), colour) <= SAME;
    known.set(key, same);
    return same;
  };
}
