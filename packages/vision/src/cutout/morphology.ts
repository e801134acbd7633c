import type { Flags } from './flood.ts';

/** Flags whose whole square of `2 * radius + 1` pixels is set, of what of it lies inside the image. */
export function erode(flags: Flags, width: number, height: number, radius: number): Flags {
  return invert(dilate(invert(flags), width, height, radius));
}

/** Flags with one set in their square of `2 * radius + 1` pixels. */
export function dilate(flags: Flags, width: number, height: number, radius: number): Flags {
  // Rows end in as many clear pixels as something spreads, so that nothing comes out in the next one.
  const stride = Math.ceil((width + radius) / 4);
  const wide = new Uint32Array(stride * height + 1);
  const bytes = new Uint8Array(wide.buffer);
  for (let y = 0; y < height; y += 1) bytes.set(flags.subarray(y * width, (y + 1) * width), 4 * y * stride);
  for (let step = 0; step < radius; step += 1) widen(wide);
  const row = new Uint32Array(stride);
  const rowBytes = new Uint8Array(row.buffer, 0, width);
  const dilated = new Uint8Array(flags.length);
  for (let y = 0; y < height; y += 1) {
    row.fill(0);
    for (let next = Math.max(0, y - radius); next <= Math.min(height - 1, y + radius); next += 1) {
      join(row, wide, next * stride);
    }
    dilated.set(rowBytes, y * width);
  }
  return dilated;
}

export function invert(flags: Flags): Flags {
  const inverted = new Uint8Array(flags.length);
  for (let at = 0; at < flags.length; at += 1) inverted[at] = 1 - (flags[at] as number);
  return inverted;
}

/** Each pixel to both of its sides, four at a time: the first of four is the lowest byte, as on every machine that Node runs on. */
function widen(fours: Uint32Array): void {
  let before = 0;
  for (let at = 0; at < fours.length - 1; at += 1) {
    const own = fours[at] as number;
    const after = fours[at + 1] as number;
    fours[at] = own | (own << 8) | (own >>> 8) | (before >>> 24) | (after << 24);
    before = own;
  }
}

function join(row: Uint32Array, fours: Uint32Array, from: number): void {
  for (let at = 0; at < row.length; at += 1) row[at] = (row[at] as number) | (fours[from + at] as number);
}
