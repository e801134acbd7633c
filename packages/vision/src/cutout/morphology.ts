import type { Flags } from './flood.ts';
import { bytes, integers, withPlanes } from './planes.ts';

/** Flags whose whole square of `2 * radius + 1` pixels is set, of what of it lies inside the image. */
export function erode(flags: Flags, width: number, height: number, radius: number): Flags {
  return spread(0, flags, width, height, radius);
}

/** Flags with one set in their square of `2 * radius + 1` pixels. */
export function dilate(flags: Flags, width: number, height: number, radius: number): Flags {
  return spread(1, flags, width, height, radius);
}

export function invert(flags: Flags): Flags {
  const inverted = bytes(flags.length);
  for (let at = 0; at < flags.length; at += 1) inverted[at] = 1 - (flags[at] as number);
  return inverted;
}

/** The flags of one kind spread over those of the other. */
function spread(kind: 0 | 1, flags: Flags, width: number, height: number, radius: number): Flags {
  const result = bytes(flags.length);
  // Rows end in as many clear pixels as something spreads, so that nothing comes out in the next one.
  const stride = Math.ceil((width + radius) / 4);
  withPlanes(() => {
    const fours = integers(stride * height + 1).fill(0);
    const ofKind = new Uint8Array(fours.buffer, fours.byteOffset, fours.byteLength);
    for (let y = 0; y < height; y += 1) markRow(kind, flags, y * width, ofKind, 4 * y * stride, width);
    for (let step = 0; step < radius; step += 1) widen(fours);
    const row = new Int32Array(stride);
    const rowBytes = new Uint8Array(row.buffer);
    for (let y = 0; y < height; y += 1) {
      row.fill(0);
      for (let next = Math.max(0, y - radius); next <= Math.min(height - 1, y + radius); next += 1) {
        join(row, fours, next * stride);
      }
      markRow(kind, rowBytes, 0, result, y * width, width);
    }
  });
  return result;
}

/** 1 where a flag is of the kind, 0 where it is not: done twice, it is as it was. */
function markRow(kind: 0 | 1, flags: Flags, from: number, marked: Flags, to: number, width: number): void {
  const turned = 1 - kind;
  for (let x = 0; x < width; x += 1) marked[to + x] = (flags[from + x] as number) ^ turned;
}

/** Each pixel to both of its sides, four at a time: the first of four is the lowest byte, as on every machine that Node runs on. */
function widen(fours: Int32Array): void {
  let before = 0;
  for (let at = 0; at < fours.length - 1; at += 1) {
    const own = fours[at] as number;
    const after = fours[at + 1] as number;
    fours[at] = own | (own << 8) | (own >>> 8) | (before >>> 24) | (after << 24);
    before = own;
  }
}

function join(row: Int32Array, fours: Int32Array, from: number): void {
  for (let at = 0; at < row.length; at += 1) row[at] = (row[at] as number) | (fours[from + at] as number);
}
