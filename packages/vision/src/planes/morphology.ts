import type { Flags } from './flood.ts';
import { bytes, integers, withScratch } from './scratch.ts';

/** The flags around which all of the square of `2 * radius + 1` pixels is set, as far as it lies inside the image. */
export function erode(flags: Flags, width: number, height: number, radius: number): Flags {
  return spread(0, flags, width, height, radius);
}

/** The flags around which any of the square of `2 * radius + 1` pixels is set. */
export function dilate(flags: Flags, width: number, height: number, radius: number): Flags {
  return spread(1, flags, width, height, radius);
}

export function invert(flags: Flags): Flags {
  const inverted = bytes(flags.length);
  for (let at = 0; at < flags.length; at += 1) inverted[at] = 1 - (flags[at] as number);
  return inverted;
}

/** Four flags, all set. */
const SET = 0x01010101;

/**
 * Spreads the flags of one kind over those of the other, four at a time. The first of four is the lowest byte: every
 * machine that Node runs on is little-endian.
 */
function spread(kind: 0 | 1, flags: Flags, width: number, height: number, radius: number): Flags {
  const result = bytes(flags.length);
  // Padded by the radius on each side, where no flag is of the kind.
  const stride = Math.ceil((width + radius) / 4);
  withScratch(() => {
    const fours = integers(stride * (height + 2 * radius) + 1).fill(kind === 1 ? 0 : SET);
    const rows = new Uint8Array(fours.buffer, fours.byteOffset, fours.byteLength);
    for (let y = 0; y < height; y += 1) {
      rows.set(flags.subarray(y * width, (y + 1) * width), 4 * (y + radius) * stride);
    }
    if (kind === 0) flip(fours);
    for (let step = 0; step < radius; step += 1) widen(fours);
    joinRows(fours, stride, 2 * radius + 1);
    if (kind === 0) flip(fours);
    for (let y = 0; y < height; y += 1) {
      result.set(rows.subarray(4 * y * stride, 4 * y * stride + width), y * width);
    }
  });
  return result;
}

function flip(fours: Int32Array): void {
  for (let at = 0; at < fours.length; at += 1) fours[at] = (fours[at] as number) ^ SET;
}

/** Spreads each flag to the pixels on its left and right. */
function widen(fours: Int32Array): void {
  let before = 0;
  let own = fours[0] as number;
  for (let at = 0; at < fours.length - 1; at += 1) {
    const after = fours[at + 1] as number;
    fours[at] = own | (own << 8) | (own >>> 8) | (before >>> 24) | (after << 24);
    before = own;
    own = after;
  }
}

/** Combines each row with the `count - 1` rows that follow it; every pass doubles how many are combined. */
function joinRows(fours: Int32Array, stride: number, count: number): void {
  for (let joined = 1; joined < count; ) {
    const further = Math.min(joined, count - joined);
    const away = further * stride;
    for (let at = 0; at < fours.length - away; at += 1)
      fours[at] = (fours[at] as number) | (fours[at + away] as number);
    joined += further;
  }
}
