import { type Box, clip, type Mask, type Overlay } from '@proofsheet/raster';

/** Something drawn, and where it lies in the frame. */
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

/** Every so many pixels each way are enough for a share. */
const STEP = 4;
const SOLID = 128;

/** The share of a box that lies behind solid pixels of what was laid over it, 0 to 1. */
export function hiddenShare(behind: Box, laid: Occluder): number {
  return meanOver(behind, laid, (alpha) => (alpha > SOLID ? 1 : 0));
}

/** How much of a box what was laid over it takes away: its mean opacity, 0 to 1. */
function veilOver(behind: Box, laid: Occluder | Veil): number {
  return meanOver(behind, laid, (alpha) => alpha / 255);
}

/** How much of a face is taken away: its mean, or half of what its worst third loses. Without its chin it is cut. */
export function faceVeil(face: Box, laid: Occluder | Veil): number {
  const third = face.height / 3;
  const thirds = [0, 1, 2].map((index) => ({ ...face, y: face.y + third * index, height: third }));
  return Math.max(veilOver(face, laid), ...thirds.map((part) => veilOver(part, laid) / 2));
}

function meanOver(behind: Box, laid: Occluder | Veil, weigh: (alpha: number) => number): number {
  const count = Math.ceil(behind.width / STEP) * Math.ceil(behind.height / STEP);
  if (count === 0) return 0;
  const { box } = laid;
  const part = clip(behind, box);
  const alphaAt = alphaOf(laid);
  let sum = 0;
  for (let y = Math.ceil(part.y); y < part.y + part.height; y += STEP) {
    for (let x = Math.ceil(part.x); x < part.x + part.width; x += STEP) {
      sum += weigh(alphaAt((y - box.y) * box.width + x - box.x));
    }
  }
  return Math.min(1, sum / count);
}

/** The opacity of a pixel by its number, 0 to 255. */
function alphaOf(laid: Occluder | Veil): (pixel: number) => number {
  if ('mask' in laid) return (pixel) => (laid.mask.data[pixel] as number) * laid.strength;
  const { overlay } = laid;
  return overlay === 'solid' ? () => 255 : (pixel) => overlay.data[pixel * 4 + 3] as number;
}
