import type { Pixels } from './pixels.ts';

/** Brightness as it is seen, a byte a pixel: Rec. 709 over the gamma-coded channels. Alpha is left out. */
export function lumaOf({ data, width, height, channels }: Pixels): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += channels) {
    const red = data[at] as number;
    const green = data[at + 1] as number;
    const blue = data[at + 2] as number;
    // In 65536ths, rounded: integers are three times as fast here.
    luma[pixel] = (13_933 * red + 46_871 * green + 4_732 * blue + 32_768) >> 16;
  }
  return luma;
}
