/** How much of each pixel is subject: 0 ground, 255 subject; row by row, one byte a pixel. */
export interface Mask {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** From shares 0 to 1, one a pixel, to a mask; what lies outside is clamped. */
export function maskOf(shares: Float32Array, width: number, height: number): Mask {
  const data = new Uint8ClampedArray(width * height);
  for (let at = 0; at < data.length; at += 1) data[at] = (shares[at] as number) * 255;
  return { data: new Uint8Array(data.buffer), width, height };
}

/** Shares 0 to 1, one a pixel. */
export function sharesOf({ data }: Pick<Mask, 'data'>): Float32Array {
  const shares = new Float32Array(data.length);
  for (let at = 0; at < shares.length; at += 1) shares[at] = (data[at] as number) / 255;
  return shares;
}
