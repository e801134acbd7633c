import type { Analysis } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';
import sharp from 'sharp';
import { facesWithin } from './heads.ts';
import { PIXEL_LIMIT, unreadable } from './lazy-image.ts';
import type { OrderImage } from './order-image.ts';
import { CUT_OFF, isAllCutout } from './order-image.ts';

/** The sides of a frame. */
const SIDES = ['left', 'top', 'right', 'bottom'] as const;
export type Side = (typeof SIDES)[number];
const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

/** A part of a stored file, and what part of the analysed image that is. Both as shares. */
export interface Source {
  readonly bytes: Buffer;
  readonly size: { readonly width: number; readonly height: number };
  readonly part: Box;
  readonly seen: Box;
  readonly channels: 3 | 4;
  readonly cutOff: ReadonlySet<Side>;
}

/** The whole image with its ground. */
export function framedSource({ bytes, analysis: { width, height } }: OrderImage): Source {
  const size = { width, height };
  return { bytes, size, part: WHOLE, seen: WHOLE, channels: 3, cutOff: new Set<Side>() };
}

/** The subject alone: the stored cut-out, or of an image with alpha its opaque part. Standing figures to the waist. */
export async function cutoutSource(image: OrderImage): Promise<Source> {
  return upperBody(isAllCutout(image) ? opaqueSource(image) : await storedCutout(image), image.analysis);
}

/** The opaque part of an image. */
export function opaqueSource({ bytes, role, analysis }: OrderImage): Source {
  const { width, height, bounds } = analysis;
  return {
    bytes,
    size: { width, height },
    part: bounds,
    seen: bounds,
    channels: 4,
    cutOff: cutOffAlpha(analysis, role),
  };
}

/**
 * An image with alpha is often trimmed to its subject, which then reaches all its sides without being cut off; only a
 * bust still is, at its foot. Version 1 did not look at the sides: there, what reaches the foot is cut off.
 */
function cutOffAlpha({ cutout, bounds }: Analysis, role: OrderImage['role']): Set<Side> {
  if (cutout === null) return new Set<Side>(bounds.y + bounds.height >= 0.985 ? ['bottom'] : []);
  const found = cutOffSides(cutout.touches);
  const trimmed = cutout.touches.top > 0 && cutout.touches.bottom > 0;
  if (trimmed) return new Set<Side>(role === 'PERSON' && found.has('bottom') ? ['bottom'] : []);
  return found;
}

function cutOffSides(touches: Record<Side, number>): Set<Side> {
  return new Set(SIDES.filter((side) => touches[side] > CUT_OFF));
}

async function storedCutout({ cutout: bytes, analysis: { cutout } }: OrderImage): Promise<Source> {
  if (!bytes || !cutout) throw new Error('cast without a cut-out');
  const { width, height } = await sharp(bytes, PIXEL_LIMIT).metadata().catch(unreadable);
  return {
    bytes,
    size: { width, height },
    part: WHOLE,
    seen: cutout.bounds,
    channels: 4,
    cutOff: cutOffSides(cutout.touches),
  };
}

/** In heights of the face: a figure whose face is smaller than this is shown to the waist, so that it has a face. */
const LEAST_OF_FIGURE = 0.17;
const WAIST = 3.1;

function upperBody(source: Source, analysis: Analysis): Source {
  const { part, seen } = source;
  const faces = facesWithin(analysis.faces, seen);
  const tallest = Math.max(0, ...faces.map((face) => face.height));
  const lowest = Math.max(0, ...faces.map((face) => face.y + face.height));
  const shown = (lowest + WAIST * tallest - seen.y) / seen.height;
  if (tallest === 0 || tallest / seen.height >= LEAST_OF_FIGURE || shown >= 1) return source;
  const upper = (box: Box) => ({ ...box, height: box.height * shown });
  return { ...source, part: upper(part), seen: upper(seen), cutOff: new Set([...source.cutOff, 'bottom']) };
}
