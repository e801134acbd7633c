import type { Flags } from './flood.ts';

/** Flags whose whole square of `2 * radius + 1` pixels is set, of what of it lies inside the image. */
export function erode(flags: Flags, width: number, height: number, radius: number): Flags {
  return spread(0, flags, width, height, radius);
}

/** Flags with one set in their square of `2 * radius + 1` pixels. */
export function dilate(flags: Flags, width: number, height: number, radius: number): Flags {
  return spread(1, flags, width, height, radius);
}

export function invert(flags: Flags): Flags {
  const inverted = new Uint8Array(flags.length);
  for (let at = 0; at < flags.length; at += 1) inverted[at] = 1 - (flags[at] as number);
  return inverted;
}

/** The value spreads by `radius` to every side: along rows, then along columns. */
function spread(value: 0 | 1, flags: Flags, width: number, height: number, radius: number): Flags {
  const across = new Uint8Array(flags.length);
  for (let y = 0; y < height; y += 1) spreadAlong(value, flags, across, y * width, width, radius);
  const spreading = new Uint8Array(flags.length);
  /** Of each column, the last row that had the value. */
  const last = new Int32Array(width).fill(-radius - height - 1);
  for (let ahead = 0; ahead < height + radius; ahead += 1) {
    if (ahead < height) notice(value, across, ahead, last);
    if (ahead >= radius) spreadFrom(value, last, spreading, ahead - radius, radius);
  }
  return spreading;
}

function spreadAlong(value: 0 | 1, from: Flags, to: Flags, start: number, width: number, radius: number): void {
  let last = -2 * radius - 1;
  for (let ahead = 0; ahead < width + radius; ahead += 1) {
    if (ahead < width && from[start + ahead] === value) last = ahead;
    const place = ahead - radius;
    if (place >= 0) to[start + place] = last >= place - radius ? value : 1 - value;
  }
}

function notice(value: 0 | 1, flags: Flags, row: number, last: Int32Array): void {
  for (let x = 0, at = row * last.length; x < last.length; x += 1, at += 1) if (flags[at] === value) last[x] = row;
}

function spreadFrom(value: 0 | 1, last: Int32Array, to: Flags, row: number, radius: number): void {
  const first = row - radius;
  for (let x = 0, at = row * last.length; x < last.length; x += 1, at += 1) {
    to[at] = (last[x] as number) >= first ? value : 1 - value;
  }
}
