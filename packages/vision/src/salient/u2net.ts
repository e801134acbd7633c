/** U2-Netp, which sees whatever stands out: one look at one region of an image. Input 320x320, by the brightest value. */
import sharp from 'sharp';
import { runModel } from '../people/models.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';

/** Cells of the answer along each side, whatever the size of the region. */
export const SALIENT_SIDE = 320;
const CELLS = SALIENT_SIDE * SALIENT_SIDE;
/** As it was trained. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** How likely each cell of a region is subject, 0 to 1, and how far the mirror image agrees: 0 to 1. */
export interface Look {
  readonly likely: Float32Array;
  readonly agreement: number;
}

/**
 * The mean of what the model says of a region and of its mirror image, which err in different places. The region is
 * stretched to a square; the answer is never mirrored. Throws `VisionUnavailable`.
 */
export async function lookAt(image: Pixels, region: Region): Promise<Look> {
  const { data, width, height, channels } = image;
  const square = await sharp(data, { raw: { width, height, channels } })
    .extract(region)
    .resize(SALIENT_SIDE, SALIENT_SIDE, { fit: 'fill', kernel: 'linear' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const values = inPlanes(square);
  const likely = await pass(values);
  for (let row = 0; row < values.length; row += SALIENT_SIDE) values.subarray(row, row + SALIENT_SIDE).reverse();
  const mirrored = await pass(values);
  for (let row = 0; row < CELLS; row += SALIENT_SIDE) mirrored.subarray(row, row + SALIENT_SIDE).reverse();
  return meanOf(likely, mirrored);
}

async function pass(values: Float32Array): Promise<Float32Array> {
  const outputs = await runModel('u2netp', values, [1, 3, SALIENT_SIDE, SALIENT_SIDE]);
  // The first output is the finished mask; the others are what its layers saw on the way.
  return Float32Array.from(Object.values(outputs)[0]?.data as Float32Array);
}

function inPlanes(rgb: Uint8Array): Float32Array {
  let brightest = 1;
  for (let at = 0; at < rgb.length; at += 1) brightest = Math.max(brightest, rgb[at] as number);
  const values = new Float32Array(3 * CELLS);
  for (let channel = 0; channel < 3; channel += 1) {
    const scale = 1 / (brightest * (DEVIATION[channel] as number));
    const shift = (MEAN[channel] as number) / (DEVIATION[channel] as number);
    for (let at = 0; at < CELLS; at += 1)
      values[channel * CELLS + at] = (rgb[3 * at + channel] as number) * scale - shift;
  }
  return values;
}

function meanOf(a: Float32Array, b: Float32Array): Look {
  let [both, either] = [0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [one, other] = [a[at] as number, b[at] as number];
    both += Math.min(one, other);
    either += Math.max(one, other);
    a[at] = (one + other) / 2;
  }
  return { likely: a, agreement: either === 0 ? 0 : both / either };
}
