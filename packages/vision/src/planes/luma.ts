import type { Pixels } from './pixels.ts';

/** Luma (Rec. 709 weights over the gamma-coded channels), a byte a pixel. Alpha is ignored. */
export function lumaBytes({ data, width, height, channels }: Pixels): Uint8Array {
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

/** The same, not rounded, from 0 to 1: the guide of a guided filter. */
export function lumaFloats({ data, channels }: { data: Uint8Array; channels: 3 | 4 }): Float32Array {
  const luma = new Float32Array(data.length / channels);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += channels) {
    const red = data[at] as number;
    const green = data[at + 1] as number;
    const blue = data[at + 2] as number;
    luma[pixel] = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  }
  return luma;
}
