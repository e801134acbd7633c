import type { Flags } from '../planes/flood.ts';
import { bytes, clearBytes, floats, integers } from '../planes/scratch.ts';

/** Pixels on either side within which an opaque one closes a gap: a gap as narrow as that is a flaw of the edge. */
const GAP = 2;
/** Distance from alpha 128 up to which a pixel counts as half-transparent. */
const HALF = 50;
/**
 * Pixels behind the usual edge from which a pixel may not be clear, and behind the spread of edges where it is opaque.
 */
const DEEPER = { from: 0.6, to: 1.2 };
/** Greatest depth that is told apart, in pixels. */
const DEEPEST = 12;

/** Indices of the flags that are set, in the order of the image. */
export function indicesOf(flags: Flags): Int32Array {
  let count = 0;
  for (let at = 0; at < flags.length; at += 1) count += flags[at] as number;
  const indices = integers(count);
  for (let at = 0, n = 0; n < count; at += 1) {
    if (flags[at] === 0) continue;
    indices[n] = at;
    n += 1;
  }
  return indices;
}

/**
 * Fills holes in the edge of a subject, where a colour looks like a mix with the ground by chance. The edge lies at
 * much the same depth behind the first pixel that is `apart` from the ground, all along it; pixels that lie clearly
 * deeper than most half-transparent ones become opaque. `listed` are the pixels that may change, as for `depthOf`.
 */
export function fillDeep(alpha: Uint8Array, apart: Flags, listed: Int32Array, width: number): void {
  const depth = depthOf(withoutGaps(apart, listed, width), listed, width);
  const halves: number[] = [];
  for (let n = 0; n < listed.length; n += 1) {
    const at = listed[n] as number;
    if (Math.abs((alpha[at] as number) - 128) < HALF) halves.push(depth[at] as number);
  }
  halves.sort((a, b) => a - b);
  const usual = halves[halves.length >> 1] ?? 0;
  const spread = usual - (halves[halves.length >> 3] ?? usual);
  const from = usual + DEEPER.from;
  const to = usual + spread + DEEPER.to;
  for (let n = 0; n < listed.length; n += 1) {
    const at = listed[n] as number;
    const floor = Math.min(1, ((depth[at] as number) - from) / (to - from));
    alpha[at] = Math.max(alpha[at] as number, 255 * floor);
  }
}

/**
 * How deep each listed pixel lies within `flags`: the distance to the nearest pixel that is not set, over sides and
 * corners, exact to a tenth, at most 12. `listed` is in the order of the image and off its border; set pixels beside
 * the listed ones count as deep.
 */
function depthOf(flags: Flags, listed: Int32Array, width: number): Float32Array {
  const depth = floats(flags.length);
  for (let at = 0; at < flags.length; at += 1) depth[at] = DEEPEST * (flags[at] as number);
  const shorten = (at: number, towards: number) => {
    if (depth[at] === 0) return;
    const straight = Math.min(depth[at + towards] as number, depth[at + towards * width] as number) + 1;
    const diagonal =
      Math.min(depth[at + towards * (width - 1)] as number, depth[at + towards * (width + 1)] as number) + Math.SQRT2;
    depth[at] = Math.min(depth[at] as number, straight, diagonal);
  };
  for (let n = 0; n < listed.length; n += 1) shorten(listed[n] as number, -1);
  for (let n = listed.length - 1; n >= 0; n -= 1) shorten(listed[n] as number, 1);
  return depth;
}

/**
 * Makes the listed pixels, which are those of `within`, at least as opaque as the most opaque pixel that every way to
 * them from outside of `within` has to cross: a reflection as bright as the ground stays in behind the dark line of a
 * rim. Gaps of a few pixels, which let the ground in by chance, are closed first.
 */
export function enclose(alpha: Uint8Array, within: Flags, listed: Int32Array, width: number): void {
  const solid = withoutGaps(alpha, listed, width);
  const waiting: number[][] = Array.from({ length: 256 }, () => []);
  const reached = clearBytes(alpha.length);
  const reach = (at: number, level: number) => {
    if (within[at] === 0 || reached[at] === 1) return;
    reached[at] = 1;
    const through = Math.max(level, solid[at] as number);
    solid[at] = through;
    waiting[through]?.push(at);
  };
  const reachAround = (at: number, level: number) => {
    const x = at % width;
    if (x > 0) reach(at - 1, level);
    if (x < width - 1) reach(at + 1, level);
    if (at >= width) reach(at - width, level);
    if (at + width < alpha.length) reach(at + width, level);
  };
  for (let n = 0; n < listed.length; n += 1) {
    const at = listed[n] as number;
    for (const next of [at - 1, at + 1, at - width, at + width]) {
      if (within[next] === 0) waiting[alpha[next] as number]?.push(next);
    }
  }
  for (let level = 0; level < 256; level += 1) {
    const queue = waiting[level] as number[];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) reachAround(at, level);
  }
  for (let n = 0; n < listed.length; n += 1) alpha[listed[n] as number] = solid[listed[n] as number] as number;
}

/**
 * The plane with gaps filled: where larger values lie close on both sides, along one of four lines, the smaller of
 * them.
 */
function withoutGaps(plane: Uint8Array, listed: Int32Array, width: number): Uint8Array {
  const closed = bytes(plane.length);
  closed.set(plane);
  const lines = [1, width, width + 1, width - 1];
  for (let n = 0; n < listed.length; n += 1) {
    const at = listed[n] as number;
    let most = plane[at] as number;
    for (const step of lines) {
      let before = 0;
      let after = 0;
      for (let away = step; away <= GAP * step; away += step) {
        before = Math.max(before, plane[at - away] ?? 0);
        after = Math.max(after, plane[at + away] ?? 0);
      }
      most = Math.max(most, Math.min(before, after));
    }
    closed[at] = most;
  }
  return closed;
}
