import type { Box, Canvas, Overlay } from '@proofsheet/raster';
import { blurredPart } from './blurred-part.ts';
import { cropWithGround } from './extended-ground.ts';
import type { Photograph } from './photographs.ts';

/**
 * A crop of a photograph, scaled to `width` x `height` pixels; `blur` is a share of the height. One that reaches beyond
 * the photograph is filled up with its ground, which either `goesOn` or not.
 */
export async function cropPhotograph(
  photo: Photograph,
  crop: Box,
  { width, height }: { readonly width: number; readonly height: number },
  { blur = 0, goesOn = false }: { readonly blur?: number; readonly goesOn?: boolean } = {},
): Promise<Canvas> {
  const { image } = photo;
  if (reachesBeyond(crop, photo)) return cropWithGround(photo, crop, { width, height }, goesOn);
  const data =
    blur === 0
      ? await image.part(crop, { width, height })
      : await blurredPart(photo, crop, { width, height }, blur * height);
  return { width, height, data };
}

/** A part of a cut-out, scaled to `width` x `height` pixels. */
export async function cropCutout({ image }: Photograph, part: Box, width: number, height: number): Promise<Overlay> {
  return { width, height, data: await image.part(part, { width, height }) };
}

export function reachesBeyond({ x, y, width, height }: Box, photo: Pick<Photograph, 'width' | 'height'>): boolean {
  return x < 0 || y < 0 || x + width > photo.width || y + height > photo.height;
}
