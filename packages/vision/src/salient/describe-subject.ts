import type { Box, PhotographedSubject } from '@proofsheet/domain';
import { encodeMask, type Mask } from '@proofsheet/raster';
import { above, components } from '../planes/flood.ts';
import { dilate } from '../planes/morphology.ts';
import { regionAbove } from '../planes/region.ts';
import { withScratch } from '../planes/scratch.ts';

/** Alpha, of 255, from which a pixel is subject. */
const SUBJECT = 110;
/** Longest side of the copy in which things are told apart, and how far apart they must be, in its pixels. */
const SIDE = 160;
const APART = 1;
/** A thing below this share of the largest one's area is a detail of it. */
const LEAST_PART = 0.12;
/** A hand that is seen apart from its arm is this small a detail; what is smaller is none of the subject. */
const LEAST_DETAIL = 0.015;
const MOST_PARTS = 6;

/** The boxes of the separate things of a mask, the largest first, and the one around them and their details, in shares. */
function partsOf(mask: Mask): { readonly parts: Box[]; readonly box: Box | undefined } {
  return withScratch(() => {
    const { data, width, height } = smaller(mask);
    const solid = above(data, SUBJECT - 1);
    const { labels, found } = components(dilate(solid, width, height, APART), width);
    const areas = new Map(found.map(({ label }) => [label, 0]));
    for (let at = 0; at < solid.length; at += 1) {
      const label = labels[at] as number;
      if (solid[at] === 1) areas.set(label, (areas.get(label) ?? 0) + 1);
    }
    const sorted = [...areas].filter(([, area]) => area > 0).toSorted(([, a], [, b]) => b - a);
    const largest = sorted[0]?.[1] ?? 0;
    const boxes = sorted
      .filter(([, area]) => area >= LEAST_DETAIL * largest)
      .map(([label, area]) => ({ area, box: boxOf(solid, labels, label, width, height) }));
    const parts = boxes.filter(({ area }) => area >= LEAST_PART * largest).map(({ box }) => box);
    return {
      parts: parts.slice(0, MOST_PARTS),
      box: boxes.length > 0 ? around(boxes.map(({ box }) => box)) : undefined,
    };
  });
}

function boxOf(solid: Uint8Array, labels: Int32Array, label: number, width: number, height: number): Box {
  const own = solid.map((flag, at) => (flag === 1 && labels[at] === label ? 1 : 0));
  const region = regionAbove(0, own, width, height, 0) ?? { left: 0, top: 0, width, height };
  return {
    x: region.left / width,
    y: region.top / height,
    width: region.width / width,
    height: region.height / height,
  };
}

/** Every cell the greatest of its pixels: thin limbs stay joined. */
function smaller(mask: Mask): Mask {
  const factor = Math.max(1, Math.ceil(Math.max(mask.width, mask.height) / SIDE));
  const [width, height] = [Math.ceil(mask.width / factor), Math.ceil(mask.height / factor)];
  const data = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < mask.height; y += 1) {
    for (let x = 0, to = Math.floor(y / factor) * width; x < mask.width; to += 1) {
      let most = data[to] as number;
      for (const end = Math.min(mask.width, x + factor); x < end; x += 1, at += 1)
        if ((mask.data[at] as number) > most) most = mask.data[at] as number;
      data[to] = most;
    }
  }
  return { data, width, height };
}

/** Around all of the boxes. */
function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left, y: top, width: Math.min(1 - left, right - left), height: Math.min(1 - top, bottom - top) };
}

/** How many things stand apart in a mask, without their details. */
export function countThings(mask: Mask): number {
  return partsOf(mask).parts.length;
}

/** Undefined where the mask is empty. */
export function describeSubject(
  mask: Mask,
  { by, confidence, person, nothing }: Pick<PhotographedSubject, 'by' | 'confidence' | 'person'> & { nothing: boolean },
): PhotographedSubject | undefined {
  const { parts, box } = partsOf(mask);
  if (!box) return undefined;
  const kind = nothing ? 'none' : parts.length > 1 && !person ? 'several' : 'one';
  return { kind, box, mask: encodeMask(mask), by, confidence, person, parts };
}
