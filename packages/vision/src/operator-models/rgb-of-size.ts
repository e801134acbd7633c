import sharp from 'sharp';
import type { Pixels } from '../planes/pixels.ts';

/**
 * Squeezed to the size of a model, as these networks are trained; what is see-through becomes white. Off the main
 * thread.
 */
export function rgbOfSize(
  { data, width, height, channels }: Pixels,
  to: { readonly width: number; readonly height: number },
): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels } })
    .flatten({ background: '#fff' })
    .resize(to.width, to.height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
}
