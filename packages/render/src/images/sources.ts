import type { Analysis } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';
import sharp from 'sharp';
import { facesWithin } from './heads.ts';
import { PIXEL_LIMIT, unreadable } from './lazy-image.ts';
import type { OrderImage } from './order-image.ts';
import { CUT_OFF, isUploadedCutout, storedSize } from './order-image.ts';

export const SIDES = ['left', 'top', 'right', 'bottom'] as const;
export type Side = (typeof SIDES)[number];
const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

/** A region of a stored file. Regions are in shares of the sides. */
export interface Source {
  readonly bytes: Buffer;
  readonly size: { readonly width: number; readonly height: number };
  readonly fileRegion: Box;
  /** The same region in the analysed image; not the same shares where the file is a stored cut-out. */
  readonly imageRegion: Box;
  readonly channels: 3 | 4;
  readonly cutOff: ReadonlySet<Side>;
  /** The sides of the file as a share of those of the one that it is a copy of. */
  readonly share: number;
}

/** The whole image with its ground, without the rims of its file. */
export function framedSource(image: OrderImage): Source {
  const { bytes, analysis } = image;
  const picture = analysis.picture ?? WHOLE;
  return {
    bytes,
    size: storedSize(image),
    fileRegion: picture,
    imageRegion: picture,
    channels: 3,
    cutOff: new Set<Side>(),
    share: image.share ?? 1,
  };
}

/** The subject alone: the stored cut-out, or the opaque part of an image with alpha; as a portrait, a figure to the waist. */
export async function cutoutSource(image: OrderImage, asPortrait = false): Promise<Source> {
  const whole = isUploadedCutout(image) ? opaqueSource(image) : await storedCutout(image);
  return asPortrait ? upperBody(whole, image.analysis) : whole;
}

/** The opaque part of an image. */
export function opaqueSource(image: OrderImage): Source {
  const { bytes, role, analysis } = image;
  const { bounds } = analysis;
  return {
    bytes,
    size: storedSize(image),
    fileRegion: bounds,
    imageRegion: bounds,
    channels: 4,
    cutOff: cutOffAlpha(analysis, role),
    share: image.share ?? 1,
  };
}

/**
 * An image with alpha is often trimmed to its subject, which then touches all sides without being cut off; only a bust
 * is cut off, at its foot. Version 1 of the analysis did not measure the sides: a subject that reaches the foot counts
 * as cut off there.
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

async function storedCutout({
  cutout: bytes,
  cutoutShare: share = 1,
  analysis: { cutout },
}: OrderImage): Promise<Source> {
  if (!bytes || !cutout) throw new Error('the slot of a cut-out was filled with an image that has none');
  const { width, height } = await sharp(bytes, PIXEL_LIMIT).metadata().catch(unreadable);
  return {
    bytes,
    size: { width, height },
    fileRegion: WHOLE,
    imageRegion: cutout.bounds,
    channels: 4,
    cutOff: cutOffSides(cutout.touches),
    share,
  };
}

/** A figure whose face is smaller than this share of its height is shown to the waist, so that its face can be seen. */
const LEAST_FACE_OF_FIGURE = 0.17;
/** In heights of the face. */
const CHIN_TO_WAIST = 3.1;

function upperBody(source: Source, analysis: Analysis): Source {
  const { fileRegion, imageRegion } = source;
  const faces = facesWithin(analysis.faces, imageRegion);
  const tallest = Math.max(0, ...faces.map((face) => face.height));
  const lowest = Math.max(0, ...faces.map((face) => face.y + face.height));
  const shown = (lowest + CHIN_TO_WAIST * tallest - imageRegion.y) / imageRegion.height;
  if (tallest === 0 || tallest / imageRegion.height >= LEAST_FACE_OF_FIGURE || shown >= 1) return source;
  const upper = (box: Box) => ({ ...box, height: box.height * shown });
  return {
    ...source,
    fileRegion: upper(fileRegion),
    imageRegion: upper(imageRegion),
    cutOff: new Set([...source.cutOff, 'bottom']),
  };
}
