/** MediaPipe's selfie segmentation, general model: one pass over one part of a picture. Input 256x256, 0 to 1. */
import sharp from 'sharp';
import { sharesOf } from '../planes/mask.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Part } from '../planes/region.ts';
import { runModel } from './models.ts';

/** How many values the model gives along a side, whatever the part's size. */
export const SELFIE_SIDE = 256;

/**
 * How likely each place of the part is a person, 0 to 1: `SELFIE_SIDE` rows of as many. The model is shown the part
 * stretched to its square, as it was trained, and mirrored if asked; the answer is as the picture is.
 */
export async function likelyPeople(
  picture: Pixels,
  part: Part,
  { mirrored }: { mirrored: boolean },
): Promise<Float32Array> {
  const { data, width, height, channels } = picture;
  const image = sharp(data, { raw: { width, height, channels } })
    .extract(part)
    .resize(SELFIE_SIDE, SELFIE_SIDE, { fit: 'fill', kernel: 'linear' })
    .removeAlpha();
  const pixels = await (mirrored ? image.flop() : image).raw().toBuffer();
  const outputs = await runModel('selfie', sharesOf({ data: pixels }), [1, SELFIE_SIDE, SELFIE_SIDE, 3]);
  const likely = outputs.activation_10?.data as Float32Array;
  if (!mirrored) return likely;
  for (let row = 0; row < likely.length; row += SELFIE_SIDE) likely.subarray(row, row + SELFIE_SIDE).reverse();
  return likely;
}
