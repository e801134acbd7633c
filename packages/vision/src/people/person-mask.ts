import type { Face } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import sharp from 'sharp';
import { guidedFilter } from '../planes/guided-filter.ts';
import { lumaFloats } from '../planes/luma.ts';
import { maskOf, sharesOf } from '../planes/mask.ts';
import type { Pixels } from '../planes/pixels.ts';
import { type Region, regionAbove } from '../planes/region.ts';
import { decide } from './decide.ts';
import { joinedToFaces, showsFaces } from './face-regions.ts';
import { likelyPeople, SELFIE_SIDE } from './selfie.ts';

/**
 * Margin around the people that the first pass found, as a share of their size: room for hair and hands that it missed.
 */
const MARGIN = 0.12;
/**
 * Of the guided filter: how far an edge may move, as a share of the longest side, and the least variance of an edge.
 */
const EDGE_REACH = 1 / 100;
const EDGE_EPSILON = 1e-3;
/** Shares of the filtered mask that become clear, and opaque. */
const CLEAR_BELOW = 0.15;
const OPAQUE_ABOVE = 0.85;

/**
 * The people whose faces these are: a mask of the image's size with a soft edge, and how far two passes agree, 0 to 1.
 * The second pass is given only the region around the people, mirrored, so that it errs in other places than the first.
 * Undefined where the mask would not show the faces. RGB, longest side at most 1024. Throws `VisionUnavailable`.
 */
export async function personMask(
  image: Pixels,
  faces: readonly Face[],
): Promise<{ mask: Mask; agreement: number } | undefined> {
  const whole: Region = { left: 0, top: 0, width: image.width, height: image.height };
  const first = await likelyPeople(image, whole, { mirrored: false });
  const region = regionAround(first, image);
  if (!region) return undefined;
  const second = await likelyPeople(image, region, { mirrored: true });
  const firstInRegion = likelihoodsIn(region, first, image);
  const people = decide(firstInRegion.map((value, at) => (value + (second[at] as number)) / 2));
  const facesInRegion = faces.map((face) => inRegion(face, region, image));
  if (!showsFaces(people, facesInRegion)) return undefined;
  const mask = await withFineEdges(joinedToFaces(people, facesInRegion), region, image);
  return { mask, agreement: agreementOf(firstInRegion, second) };
}

/** The region of all cells that are more likely person than not, with a margin. */
function regionAround(likely: Float32Array, { width, height }: Pixels): Region | undefined {
  const cells = regionAbove(0.5, likely, SELFIE_SIDE, SELFIE_SIDE, 0);
  if (!cells) return undefined;
  const across = spread(cells.left, cells.left + cells.width, width);
  const down = spread(cells.top, cells.top + cells.height, height);
  return { left: across.start, top: down.start, width: across.length, height: down.length };
}

/** From cells of the model to pixels of a side, with the margin. */
function spread(from: number, to: number, length: number): { start: number; length: number } {
  const margin = MARGIN * (to - from);
  const start = Math.max(0, Math.floor(((from - margin) / SELFIE_SIDE) * length));
  const end = Math.min(length, Math.ceil(((to + margin) / SELFIE_SIDE) * length));
  return { start, length: end - start };
}

/** The box of a face in shares of the region. */
function inRegion({ x, y, width, height }: Face, region: Region, image: Pixels) {
  return {
    x: (x * image.width - region.left) / region.width,
    y: (y * image.height - region.top) / region.height,
    width: (width * image.width) / region.width,
    height: (height * image.height) / region.height,
  };
}

/** The likelihoods of a pass over the whole image, at the cells of a pass over the region. */
function likelihoodsIn(region: Region, likely: Float32Array, { width, height }: Pixels): Float32Array {
  const cells = new Float32Array(likely.length);
  for (let y = 0, to = 0; y < SELFIE_SIDE; y += 1) {
    const row = cellAt(region.top + ((y + 0.5) / SELFIE_SIDE) * region.height, height) * SELFIE_SIDE;
    for (let x = 0; x < SELFIE_SIDE; x += 1, to += 1) {
      cells[to] = likely[row + cellAt(region.left + ((x + 0.5) / SELFIE_SIDE) * region.width, width)] as number;
    }
  }
  return cells;
}

function cellAt(pixel: number, length: number): number {
  return Math.min(SELFIE_SIDE - 1, Math.floor((pixel / length) * SELFIE_SIDE));
}

/** Intersection over union of two passes. */
function agreementOf(a: Float32Array, b: Float32Array): number {
  let both = 0;
  let either = 0;
  for (let at = 0; at < a.length; at += 1) {
    both += Math.min(a[at] as number, b[at] as number);
    either += Math.max(a[at] as number, b[at] as number);
  }
  return either === 0 ? 0 : both / either;
}

/** The cells enlarged to pixels, their edges moved to those of the image. */
async function withFineEdges(people: Float32Array, region: Region, image: Pixels): Promise<Mask> {
  const { width, height } = region;
  const coarse = maskOf(people, SELFIE_SIDE, SELFIE_SIDE);
  const grown = await sharp(coarse.data, { raw: { width: SELFIE_SIDE, height: SELFIE_SIDE, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const pixels = await sharp(image.data, {
    raw: { width: image.width, height: image.height, channels: image.channels },
  })
    .extract(region)
    .raw()
    .toBuffer();
  const guide = lumaFloats({ data: pixels, channels: image.channels });
  const radius = Math.max(4, Math.round(EDGE_REACH * Math.max(image.width, image.height)));
  const fine = guidedFilter(guide, sharesOf({ data: grown }), width, height, { radius, epsilon: EDGE_EPSILON });
  return inWholeImage(fine, region, image);
}

/**
 * The filtered region in the whole image, with levels: the filter leaves a veil beside edges. Outside of it all is
 * ground.
 */
function inWholeImage(shares: Float32Array, region: Region, { width, height }: Pixels): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0, from = 0; y < region.height; y += 1) {
    const row = (region.top + y) * width + region.left;
    for (let x = 0; x < region.width; x += 1, from += 1) {
      const level = ((shares[from] as number) - CLEAR_BELOW) / (OPAQUE_ABOVE - CLEAR_BELOW);
      const share = Math.min(1, Math.max(0, level));
      data[row + x] = Math.round(share * share * (3 - 2 * share) * 255);
    }
  }
  return { data, width, height };
}
