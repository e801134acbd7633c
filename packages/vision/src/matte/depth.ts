import type { Flags } from '../planes/flood.ts';
import { floats } from '../planes/scratch.ts';

/** Beyond this nothing is asked of a depth. */
const DEEPEST = 12;

/**
 * How many pixels each of those listed lies within `flags`: the way to the nearest pixel that is not set, over sides and
 * corners, to within a tenth and no more than 12. `listed` is in the order of the image, off its border, and what is set
 * beside it is deep within.
 */
export function depthOf(flags: Flags, listed: Int32Array, width: number): Float32Array {
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
