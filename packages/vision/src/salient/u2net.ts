/** U2-Netp, which sees whatever stands out of a region of an image. Input 320x320, by the brightest value. */
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

/** How likely each cell of a region is subject: 0 to 1. */
export type Likelihood = Float32Array;

/** What the model says of a region and of its mirror image, and how far the two agree: 0 to 1. */
export interface Look {
  readonly likely: Likelihood;
  readonly agreement: number;
}

/** A region of an image as the model takes it: stretched to a square, its channels in planes. */
export type ModelInput = Float32Array;

export async function inputOf(image: Pixels, region: Region): Promise<ModelInput> {
  const { data, width, height, channels } = image;
  const square = await sharp(data, { raw: { width, height, channels } })
    .extract(region)
    .resize(SALIENT_SIDE, SALIENT_SIDE, { fit: 'fill', kernel: 'linear' })
    .removeAlpha()
    .raw()
    .toBuffer();
  return inPlanes(square);
}

/** One run of the model, the dearest step of an analysis. Throws `VisionUnavailable`. */
export async function glance(input: ModelInput): Promise<Likelihood> {
  const outputs = await runModel('u2netp', input, [1, 3, SALIENT_SIDE, SALIENT_SIDE]);
  // The first output is the finished mask; the others are what its layers saw on the way.
  return new Float32Array(Object.values(outputs)[0]?.data as Float32Array);
}

/**
 * The mean of a glance and of one at the mirror image, which err in different places. The answer is not mirrored; the
 * input and `likely` are used up. Throws `VisionUnavailable`.
 */
export async function confirmed(likely: Likelihood, input: ModelInput): Promise<Look> {
  const mirrored = mirror(await glance(mirror(input)));
  return meanOf(likely, mirrored);
}

/** In place: every row the other way round. */
function mirror(rows: Float32Array): Float32Array {
  for (let row = 0; row < rows.length; row += SALIENT_SIDE) rows.subarray(row, row + SALIENT_SIDE).reverse();
  return rows;
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
    const one = a[at] as number;
    const other = b[at] as number;
    both += Math.min(one, other);
    either += Math.max(one, other);
    a[at] = (one + other) / 2;
  }
  return { likely: a, agreement: either === 0 ? 0 : both / either };
}
