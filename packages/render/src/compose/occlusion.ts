import { type Box, clip, type Mask, type Overlay, type Point } from '@proofsheet/raster';

/** Pixels that were laid over others, and where they lie in the frame. */
export interface Occluder {
  readonly box: Box;
  /** Of the size of the box; a photograph is solid everywhere. */
  readonly overlay: Overlay | 'solid';
}

/** One colour over a part of the frame, as opaque as the mask of that size at a strength of 0 to 1. */
export interface Veil {
  readonly box: Box;
  readonly mask: Mask;
  readonly strength: number;
}

/** One pixel in so many each way is enough for a share. */
const STEP = 4;
const SOLID = 128;

/** The share of a box that solid pixels laid over it hide, 0 to 1. */
export function hiddenShare(behind: Box, occluder: Occluder): number {
  return meanOver(behind, occluder, (alpha) => (alpha > SOLID ? 1 : 0));
}

/** How much of a box is covered: the mean opacity of what was laid over it, 0 to 1. */
function veilOver(behind: Box, occluder: Occluder | Veil): number {
  return meanOver(behind, occluder, (alpha) => alpha / 255);
}

/** How much of a face is covered: its mean, or half of its worst third, because a face without its chin looks cut. */
export function faceVeil(face: Box, occluder: Occluder | Veil): number {
  const third = face.height / 3;
  const thirds = [0, 1, 2].map((index) => ({ ...face, y: face.y + third * index, height: third }));
  return Math.max(veilOver(face, occluder), ...thirds.map((part) => veilOver(part, occluder) / 2));
}

function meanOver(behind: Box, occluder: Occluder | Veil, weigh: (alpha: number) => number): number {
  const count = Math.ceil(behind.width / STEP) * Math.ceil(behind.height / STEP);
  if (count === 0) return 0;
  const { box } = occluder;
  const part = clip(behind, box);
  const alphaAt = alphaOf(occluder);
  let sum = 0;
  for (let y = Math.ceil(part.y); y < part.y + part.height; y += STEP) {
    for (let x = Math.ceil(part.x); x < part.x + part.width; x += STEP) {
      sum += weigh(alphaAt((y - box.y) * box.width + x - box.x));
    }
  }
  return Math.min(1, sum / count);
}

/** How many spots of a cut-out there are along the longer side of its frame. */
const SPOTS = 96;

/** Where what was laid is solid, in rows and columns. */
export function spotsOf(occluder: Occluder, frame: { readonly width: number; readonly height: number }) {
  const { box } = occluder;
  const step = Math.max(2, Math.round(Math.max(frame.width, frame.height) / SPOTS));
  const alphaAt = alphaOf(occluder);
  const part = clip(box, { x: 0, y: 0, width: frame.width, height: frame.height });
  const spots = [];
  for (let y = Math.ceil(part.y); y < part.y + part.height; y += step)
    for (let x = Math.ceil(part.x); x < part.x + part.width; x += step)
      if (alphaAt((y - box.y) * box.width + x - box.x) > SOLID) spots.push({ x, y, weight: 1, clear: 1 });
  return spots;
}

/** How opaque what was laid over a point is there, 0 to 1. */
export function opacityAt({ x, y }: Point, occluder: Occluder | Veil): number {
  const { box } = occluder;
  const [column, row] = [Math.floor(x - box.x), Math.floor(y - box.y)];
  if (column < 0 || row < 0 || column >= box.width || row >= box.height) return 0;
  return alphaOf(occluder)(row * box.width + column) / 255;
}

/** Looks up the opacity of a pixel by its index, 0 to 255. */
function alphaOf(occluder: Occluder | Veil): (pixel: number) => number {
  if ('mask' in occluder) return (pixel) => (occluder.mask.data[pixel] as number) * occluder.strength;
  const { overlay } = occluder;
  return overlay === 'solid' ? () => 255 : (pixel) => overlay.data[pixel * 4 + 3] as number;
}
