import type { Box, UploadMediaType } from '@proofsheet/domain';
import sharp from 'sharp';
import { type Pixels, shrunk } from '../develop/pixels.ts';
import { cleanEdges } from './clean-edges.ts';
import type { Mask } from './mask.ts';

export interface CutoutImage {
  readonly bytes: Buffer;
  readonly mediaType: UploadMediaType;
}

/** Longest side of the image that the cut-out is taken from: enough for a subject that fills a frame of 2160 lines. */
const SIDE = 2048;

/** The subject alone, exactly the part of the image that `bounds` names, with clean edges. `pixels` is the master. */
export async function cutoutImage(pixels: Pixels, mask: Mask, bounds: Box): Promise<CutoutImage> {
  const image = await shrunk(pixels, SIDE);
  const { data, width, height, channels } = cleanEdges(image, await ofSize(mask, image));
  const left = Math.round(bounds.x * width);
  const top = Math.round(bounds.y * height);
  const bytes = await sharp(data, { raw: { width, height, channels } })
    .extract({
      left,
      top,
      width: Math.max(1, Math.min(width - left, Math.round(bounds.width * width))),
      height: Math.max(1, Math.min(height - top, Math.round(bounds.height * height))),
    })
    .webp({ quality: 90, alphaQuality: 100, effort: 0 })
    .toBuffer();
  return { bytes, mediaType: 'image/webp' };
}

async function ofSize({ data, width, height }: Mask, image: Pixels): Promise<Mask> {
  if (width === image.width && height === image.height) return { data, width, height };
  const resized = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize(image.width, image.height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { data: resized, width: image.width, height: image.height };
}
