import type { Pixels } from '../develop/develop-image.ts';
import { components } from './flood.ts';
import { writeForeground } from './foreground.ts';
import type { Mask } from './mask.ts';

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
  const alpha = withoutIslands(mask);
  for (let at = 0; at < alpha.length; at += 1) data[4 * at + 3] = alpha[at] as number;
  writeForeground(image, data);
  return { data, width, height, channels: 4 };
}

/** Levelled. A soft fringe stays with the part it surrounds: only pixels clearly in a dropped part, and the haze around it, go. */
function withoutIslands({ data, width }: Mask): Uint8Array {
  const alpha = new Uint8Array(data.length);
  const solid = new Uint8Array(data.length);
  for (let at = 0; at < alpha.length; at += 1) {
    const level = LEVELS[data[at] as number] as number;
    alpha[at] = level;
    solid[at] = level >= 255 * IN_A_PART ? 1 : 0;
  }
  const { labels, found } = components(solid, width);
  const largest = found.reduce((most, { area }) => Math.max(most, area), 0);
  const kept = Uint8Array.from(found, ({ area }) => (area >= LEAST_PART * largest ? 1 : 0));
  for (let at = 0; at < alpha.length; at += 1) {
    const label = labels[at] as number;
    if (label > 0 ? kept[label - 1] === 0 : alpha[at] !== 0 && !besideKept(labels, kept, width, at)) alpha[at] = 0;
  }
  return alpha;
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
