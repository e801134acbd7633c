import { type Box, type Canvas, type Overlay, release } from '@proofsheet/raster';
import sharp from 'sharp';
import type { Photograph } from './photographs.ts';

/** A crop of a photograph, scaled to `width` x `height` pixels; `blur` is a share of the height. */
export async function cropPhotograph(
  { image }: Photograph,
  crop: Box,
  width: number,
  height: number,
  blur = 0,
): Promise<Canvas> {
  if (blur === 0) return { width, height, data: await image.part(crop, { width, height }) };
  // Blurring at an eighth of the size looks the same and costs a hundredth.
  const small = { width: Math.ceil(width / 8), height: Math.ceil(height / 8) };
  const sharply = await image.part(crop, small);
  const soft = await sharp(sharply, { raw: { ...small, channels: 3 } })
    .blur(Math.max(0.4, (blur * height) / 8))
    .raw()
    .toBuffer();
  const data = await sharp(soft, { raw: { ...small, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  release(sharply);
  release(soft);
  return { width, height, data };
}

/** A part of a cut-out, scaled to `width` x `height` pixels. */
export async function cropCutout({ image }: Photograph, part: Box, width: number, height: number): Promise<Overlay> {
  return { width, height, data: await image.part(part, { width, height }) };
}
