import { components } from '../planes/flood.ts';
import type { Mask } from '../planes/mask.ts';
import type { Pixels } from '../planes/pixels.ts';
import { type Part, partAbove } from '../planes/region.ts';
import { bytes, withPlanes } from '../planes/scratch.ts';
import { fromWholeCells, reachOf, writeForeground } from './foreground.ts';

/** Alpha up to the first is nothing, from the second on all: what noise leaves of ground and takes of subject. */
const NOTHING = 0.08;
const ALL = 0.94;
/** Alpha from which a pixel belongs to a part, and the share of the largest part's area below which a part is dropped. */
const IN_A_PART = 0.2;
const LEAST_PART = 0.02;

const LEVELS = Uint8Array.from({ length: 256 }, (_, alpha) => {
  const share = (alpha / 255 - NOTHING) / (ALL - NOTHING);
  return Math.round(255 * Math.min(1, Math.max(0, share)));
});

/**
 * The subject alone: RGBA, not premultiplied, of the size of `image` (RGB) and `mask`, which must be the same. No haze,
 * no islands, and at its edge the subject's own colours, so that no halo shows on a dark ground or a bright one.
 */
export function cleanEdges(image: Pixels, mask: Mask): Pixels {
  const { width, height } = image;
  const data = Buffer.alloc(width * height * 4);
  const part = partAbove(LEVELS.lastIndexOf(0), mask.data, width, height, reachOf(image));
  if (part) {
    const whole = fromWholeCells(part);
    withPlanes(() => writeForeground(image, whole, withoutIslands(mask, whole), data));
  }
  return { data, width, height, channels: 4 };
}

/** Levelled. A soft fringe stays with the part it surrounds: only pixels clearly in a dropped part, and the haze around it, go. */
function withoutIslands({ data, width }: Mask, part: Part): Uint8Array {
  const alpha = bytes(part.width * part.height);
  const solid = bytes(alpha.length);
  for (let row = 0; row < part.height; row += 1) {
    levelRow(data, (part.top + row) * width + part.left, alpha, solid, row * part.width, part.width);
  }
  const { labels, found } = components(solid, part.width);
  const largest = found.reduce((most, { area }) => Math.max(most, area), 0);
  const kept = Uint8Array.from(found, ({ area }) => (area >= LEAST_PART * largest ? 1 : 0));
  for (let at = 0; at < alpha.length; at += 1) {
    if (alpha[at] === 0) continue;
    const label = labels[at] as number;
    if (label > 0 ? kept[label - 1] === 0 : !besideKept(labels, kept, part.width, at)) alpha[at] = 0;
  }
  return alpha;
}

function levelRow(mask: Uint8Array, from: number, alpha: Uint8Array, solid: Uint8Array, to: number, width: number) {
  for (let x = 0; x < width; x += 1) {
    const level = LEVELS[mask[from + x] as number] as number;
    alpha[to + x] = level;
    solid[to + x] = level >= 255 * IN_A_PART ? 1 : 0;
  }
}

const REACH = 3;

function besideKept(labels: Int32Array, kept: Uint8Array, width: number, at: number): boolean {
  const x = at % width;
  for (let down = -REACH; down <= REACH; down += 1) {
    for (let across = Math.max(-REACH, -x); across <= Math.min(REACH, width - 1 - x); across += 1) {
      const label = labels[at + down * width + across] ?? 0;
      if (label > 0 && kept[label - 1] === 1) return true;
    }
  }
  return false;
}
