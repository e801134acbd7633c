/** MediaPipe's selfie segmentation, general model: one pass over one region of an image. Input 256x256, 0 to 1. */
import sharp from 'sharp';
import { sharesOf } from '../planes/mask.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';
import { runModel } from './models.ts';

/** Cells of the answer along each side, whatever the size of the region. */
export const SELFIE_SIDE = 256;

/**
 * How likely each cell of the region is person, 0 to 1: `SELFIE_SIDE` rows of as many. The model is given the region
 * stretched to a square, as it was trained, and mirrored if asked; the answer is never mirrored. Throws
 * `VisionUnavailable`.
 */
export async function likelyPeople(
  image: Pixels,
  region: Region,
  { mirrored }: { mirrored: boolean },
): Promise<Float32Array> {
  const { data, width, height, channels } = image;
  const square = sharp(data, { raw: { width, height, channels } })
    .extract(region)
    .resize(SELFIE_SIDE, SELFIE_SIDE, { fit: 'fill', kernel: 'linear' })
    .removeAlpha();
  const pixels = await (mirrored ? square.flop() : square).raw().toBuffer();
  const outputs = await runModel('selfie', sharesOf({ data: pixels }), [1, SELFIE_SIDE, SELFIE_SIDE, 3]);
  const likely = outputs.activation_10?.data as Float32Array;
  if (!mirrored) return likely;
  for (let row = 0; row < likely.length; row += SELFIE_SIDE) likely.subarray(row, row + SELFIE_SIDE).reverse();
  return likely;
}
