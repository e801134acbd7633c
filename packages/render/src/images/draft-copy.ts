import sharp from 'sharp';
import { PIXEL_LIMIT, unreadable } from './lazy-image.ts';
import type { OrderImage } from './order-image.ts';

/** Longer side of a copy, in pixels: what a draft shows of an image is smaller, close crops included. */
const SIDE = 1024;

/** A file made smaller, and its sides as a share of the original's. */
export interface DraftCopy {
  readonly bytes: Buffer;
  readonly share: number;
}

/**
 * A smaller copy of a stored image, for drafts: most of what a draft costs is decoding pixels that it does not show.
 * Worth it where several drafts show the same image; an image that is small already is given back as it is.
 */
export async function draftCopy(bytes: Buffer): Promise<DraftCopy> {
  const { width, height, hasAlpha } = await sharp(bytes, PIXEL_LIMIT).metadata().catch(unreadable);
  const share = Math.min(1, SIDE / Math.max(width, height));
  if (share === 1) return { bytes, share };
  const size = { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
  const small = sharp(bytes, PIXEL_LIMIT)
    .resize({ ...size, fit: 'fill' })
    .toColourspace('srgb');
  const encoded = hasAlpha ? small.webp({ quality: 90, alphaQuality: 100, effort: 0 }) : small.jpeg({ quality: 90 });
  return { bytes: await encoded.toBuffer().catch(unreadable), share };
}

/** The image as a draft takes it: of copies. */
export function withCopies(
  image: OrderImage,
  copies: { readonly image: DraftCopy; readonly cutout?: DraftCopy },
): OrderImage {
  const { image: whole, cutout } = copies;
  return { ...image, bytes: whole.bytes, share: whole.share, cutout: cutout?.bytes, cutoutShare: cutout?.share };
}
