import type { Face } from '@proofsheet/domain';
import sharp from 'sharp';
import { greyOf, guidedFilter } from '../planes/guided-filter.ts';
import { type Mask, maskOf, sharesOf } from '../planes/mask.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Part } from '../planes/region.ts';
import { decide } from './decide.ts';
import { joinedToFaces, showsFaces } from './face-regions.ts';
import { likelyPeople, SELFIE_SIDE } from './selfie.ts';

/** Around what the first pass found, as a share of its size: room for hair and hands that it missed. */
const MARGIN = 0.12;
/** Of the guided filter: how far an edge may move, as a share of the longest side, and what counts as one. */
const EDGE_REACH = 1 / 100;
const EDGE_EPSILON = 1e-3;
/** Of the filtered mask: what is clear, and what opaque. */
const CLEAR_BELOW = 0.15;
const OPAQUE_ABOVE = 0.85;

/**
 * The people whose faces these are: a mask of the image's size with a soft edge, and how far two passes agree, 0 to 1. The
 * second pass sees only the part around the people, and mirrored, so that it errs in other places than the first. Undefined
 * where the mask would not show the faces. RGB, longest side at most 1024. Throws `VisionUnavailable`.
 */
export async function personMask(
  image: Pixels,
  faces: readonly Face[],
): Promise<{ mask: Mask; agreement: number } | undefined> {
  const whole: Part = { left: 0, top: 0, width: image.width, height: image.height };
  const first = await likelyPeople(image, whole, { mirrored: false });
  const part = partAround(first, image);
  if (!part) return undefined;
  const second = await likelyPeople(image, part, { mirrored: true });
  const firstInPart = likelihoodsIn(part, first, image);
  const people = decide(firstInPart.map((value, at) => (value + (second[at] as number)) / 2));
  const facesInPart = faces.map((face) => inPart(face, part, image));
  if (!showsFaces(people, facesInPart)) return undefined;
  const mask = await withFineEdges(joinedToFaces(people, facesInPart), part, image);
  return { mask, agreement: agreementOf(firstInPart, second) };
}

/** Everything that is more likely person than not, with a margin. */
function partAround(likely: Float32Array, { width, height }: Pixels): Part | undefined {
  let [left, top, right, bottom] = [SELFIE_SIDE, SELFIE_SIDE, 0, 0];
  for (let at = 0; at < likely.length; at += 1) {
    if ((likely[at] as number) <= 0.5) continue;
    const x = at % SELFIE_SIDE;
    const y = Math.floor(at / SELFIE_SIDE);
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  if (right <= left) return undefined;
  const across = spread(left, right, width);
  const down = spread(top, bottom, height);
  return { left: across.start, top: down.start, width: across.length, height: down.length };
}

/** From places of the model to pixels of a side of that length. */
function spread(from: number, to: number, length: number): { start: number; length: number } {
  const margin = MARGIN * (to - from);
  const start = Math.max(0, Math.floor(((from - margin) / SELFIE_SIDE) * length));
  const end = Math.min(length, Math.ceil(((to + margin) / SELFIE_SIDE) * length));
  return { start, length: end - start };
}

/** In shares of the part. */
function inPart({ x, y, width, height }: Face, part: Part, image: Pixels) {
  return {
    x: (x * image.width - part.left) / part.width,
    y: (y * image.height - part.top) / part.height,
    width: (width * image.width) / part.width,
    height: (height * image.height) / part.height,
  };
}

/** What a pass over the whole image says of a part of it, at the places of a pass over that part. */
function likelihoodsIn(part: Part, likely: Float32Array, { width, height }: Pixels): Float32Array {
  const places = new Float32Array(likely.length);
  for (let y = 0, to = 0; y < SELFIE_SIDE; y += 1) {
    const row = placeOf(part.top + ((y + 0.5) / SELFIE_SIDE) * part.height, height) * SELFIE_SIDE;
    for (let x = 0; x < SELFIE_SIDE; x += 1, to += 1) {
      places[to] = likely[row + placeOf(part.left + ((x + 0.5) / SELFIE_SIDE) * part.width, width)] as number;
    }
  }
  return places;
}

function placeOf(pixel: number, length: number): number {
  return Math.min(SELFIE_SIDE - 1, Math.floor((pixel / length) * SELFIE_SIDE));
}

/** Intersection over union, likelihoods counted as shares of a place. */
function agreementOf(a: Float32Array, b: Float32Array): number {
  let both = 0;
  let either = 0;
  for (let at = 0; at < a.length; at += 1) {
    both += Math.min(a[at] as number, b[at] as number);
    either += Math.max(a[at] as number, b[at] as number);
  }
  return either === 0 ? 0 : both / either;
}

/** The model's places brought to pixels, their edges moved to where the image has its own. */
async function withFineEdges(people: Float32Array, part: Part, image: Pixels): Promise<Mask> {
  const { width, height } = part;
  const coarse = maskOf(people, SELFIE_SIDE, SELFIE_SIDE);
  const grown = await sharp(coarse.data, { raw: { width: SELFIE_SIDE, height: SELFIE_SIDE, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const pixels = await sharp(image.data, {
    raw: { width: image.width, height: image.height, channels: image.channels },
  })
    .extract(part)
    .raw()
    .toBuffer();
  const guide = greyOf({ data: pixels, channels: image.channels });
  const radius = Math.max(4, Math.round(EDGE_REACH * Math.max(image.width, image.height)));
  const fine = guidedFilter(guide, sharesOf({ data: grown }), width, height, { radius, epsilon: EDGE_EPSILON });
  return placed(fine, part, image);
}

/** With levels, for the filter leaves a veil beside edges; outside the part all is ground. */
function placed(shares: Float32Array, part: Part, { width, height }: Pixels): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0, from = 0; y < part.height; y += 1) {
    const row = (part.top + y) * width + part.left;
    for (let x = 0; x < part.width; x += 1, from += 1) {
      const level = ((shares[from] as number) - CLEAR_BELOW) / (OPAQUE_ABOVE - CLEAR_BELOW);
      const share = Math.min(1, Math.max(0, level));
      data[row + x] = Math.round(share * share * (3 - 2 * share) * 255);
    }
  }
  return { data, width, height };
}
