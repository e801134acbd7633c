import { Fault, LIMITS } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import sharp, { type Sharp } from 'sharp';
import { readHeader, unreadable } from '../codec/read-header.ts';

/** How far the proportions of a mask may be from those of its image, besides a pixel that was rounded away. */
const TOLERANCE = 0.01;
/** Alpha, of 255, from which a pixel is subject. */
const SUBJECT = 128;

const STRICT = { limitInputPixels: LIMITS.uploadPixels, failOn: 'error' } as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The mask that a PNG holds, at that size: its alpha where any of it is see-through, else its lightness, white being
 * subject. Throws the faults of `readHeader`, `mask_not_taken` for what is no mask of such an image, and `mask_empty`.
 */
export async function readMask(bytes: Buffer, { width, height }: Size): Promise<Mask> {
  const header = await readHeader(bytes);
  if (header.mediaType !== 'image/png') throw new Fault('mask_not_taken', 'A mask is a PNG.');
  refuseOtherShape(header, { width, height });
  const data = await maskData(bytes, { width, height }).catch((error: unknown) => {
    throw unreadable(error);
  });
  if (!data.some((alpha) => alpha >= SUBJECT))
    throw new Fault('mask_empty', 'The mask leaves nothing of the image: switch the cut-out off instead.');
  return { data, width, height };
}

function refuseOtherShape(mask: Size, image: Size): void {
  const expected = (mask.width * image.height) / image.width;
  if (Math.abs(mask.height - expected) <= Math.max(1, expected * TOLERANCE)) return;
  const [is, wanted] = [mask, image].map((size) => `${size.width}x${size.height}`);
  throw new Fault('mask_not_taken', `The mask has ${is} pixels, and the upright image the proportions of ${wanted}.`);
}

/** Programs save an alpha that is opaque throughout beside a mask in grey. Of several frames the first counts. */
async function maskData(bytes: Buffer, size: Size): Promise<Buffer> {
  const { hasAlpha } = await sharp(bytes, STRICT).metadata();
  const alpha = hasAlpha ? await sized(sharp(bytes, STRICT).extractChannel('alpha'), size) : undefined;
  if (alpha?.some((level) => level < 255)) return alpha;
  return sized(sharp(bytes, STRICT).removeAlpha().toColourspace('b-w').extractChannel(0), size);
}

function sized(image: Sharp, { width, height }: Size): Promise<Buffer> {
  return image.resize(width, height, { fit: 'fill', kernel: 'linear' }).raw({ depth: 'uchar' }).toBuffer();
}
