import type { Box } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import type { Pixels } from './pixels.ts';

/** A mask from shares, one a pixel; values outside 0 to 1 are clamped. */
export function maskOf(shares: Float32Array, width: number, height: number): Mask {
  const data = new Uint8ClampedArray(width * height);
  for (let at = 0; at < data.length; at += 1) data[at] = (shares[at] as number) * 255;
  return { data: new Uint8Array(data.buffer), width, height };
}

/** Shares from 0 to 1, one a pixel. */
export function sharesOf({ data }: Pick<Mask, 'data'>): Float32Array {
  const shares = new Float32Array(data.length);
  for (let at = 0; at < shares.length; at += 1) shares[at] = (data[at] as number) / 255;
  return shares;
}

/** The alpha of an image as a mask; undefined for an image without alpha. */
export function alphaMask({ data, width, height, channels }: Pixels): Mask | undefined {
  if (channels === 3) return undefined;
  const alpha = new Uint8Array(width * height);
  for (let pixel = 0, at = 3; pixel < alpha.length; pixel += 1, at += 4) alpha[pixel] = data[at] ?? 0;
  return { data: alpha, width, height };
}

/** Alpha below this is the soft shadow of an edge, not the subject. */
const SOLID_ALPHA = 16;
const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

/** The smallest box around all solid pixels, in shares; the whole image where there is no alpha or no solid pixel. */
export function opaqueBounds({ data, width, height, channels }: Pixels): Box {
  if (channels === 3) return WHOLE;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, at = 3; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      if ((data[at] ?? 0) < SOLID_ALPHA) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return WHOLE;
  return {
    x: left / width,
    y: top / height,
    width: (right - left + 1) / width,
    height: (bottom - top + 1) / height,
  };
}
