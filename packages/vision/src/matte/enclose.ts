import type { Flags } from '../planes/flood.ts';
import { bytes, clearBytes, integers } from '../planes/scratch.ts';
import { depthOf } from './depth.ts';

/** Pixels to either side in which an opaque one is looked for: a gap as narrow as that is a flaw of the edge. */
const GAP = 2;

/** Distance from half, of 255, that still counts as half-transparent. */
const HALF = 50;
/** Pixels beyond the usual edge from which a pixel may not be clear, and beyond its spread where it must be opaque. */
const DEEPER = { from: 0.6, to: 1.2 };

/** Indices of what is set, in the order of the image. */
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
 * Colours that mix to the ground's by chance make holes in the edge of a subject. But how far behind the first pixel
 * that is `apart` from the ground the edge lies is much the same all along it: what lies clearly deeper than most of
 * the half-transparent pixels is made opaque. `listed`: the pixels that may gain, as for `depthOf`.
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
 * Makes `alpha` (0 to 255) at least as opaque, where `within` is set (and `listed`), as the most opaque that must be crossed on the way
 * there from outside of it: so a reflection as bright as the ground, behind the dark line of a rim, stays in. Gaps of a
 * few pixels, to be seen through by chance, are closed first.
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

/** Where something larger lies close on both sides, along one of four lines, so is what lies between. */
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
