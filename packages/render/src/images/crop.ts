import type { Box, Overlay } from '@proofsheet/raster';
import { blurredPart } from './blurred-part.ts';
import { type CroppedPicture, cropWithGround } from './extended-ground.ts';
import type { Photograph } from './photographs.ts';

/**
 * A crop of a photograph, scaled to `width` x `height` pixels; `blur` is a share of the height. One that reaches beyond
 * the photograph is filled up with its ground.
 */
export async function cropPhotograph(
  photo: Photograph,
  crop: Box,
  width: number,
  height: number,
  blur = 0,
): Promise<CroppedPicture> {
  const { image } = photo;
  if (reachesBeyond(crop, photo)) return cropWithGround(photo, crop, width, height);
  if (blur === 0) return { width, height, data: await image.part(crop, { width, height }), behind: 0 };
  const data = await blurredPart(photo, crop, { width, height }, { pixels: blur * height });
  return { width, height, data, behind: 0 };
}

/** A part of a cut-out, scaled to `width` x `height` pixels. */
export async function cropCutout({ image }: Photograph, part: Box, width: number, height: number): Promise<Overlay> {
  return { width, height, data: await image.part(part, { width, height }) };
}

function reachesBeyond({ x, y, width, height }: Box, photo: Photograph): boolean {
  return x < 0 || y < 0 || x + width > photo.width || y + height > photo.height;
}
