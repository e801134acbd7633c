import type { Box, HandCutout } from '@proofsheet/domain';
import { type Mask, release } from '@proofsheet/raster';
import sharp from 'sharp';
import { touchesOf } from '../cutout/judge.ts';
import { fromWholeCells, reachOf, writeForeground } from '../matte/foreground.ts';
import type { Pixels } from '../planes/pixels.ts';
import { type Region, regionAbove } from '../planes/region.ts';
import { bytes, withScratch } from '../planes/scratch.ts';
import { centreOf } from '../readings/focus.ts';
import { describeSubject } from '../salient/describe-subject.ts';
import { readMask } from './read-mask.ts';

/** Longest side of the whole image at the scale of the cut-out, as of those that the analysis makes. */
const SIDE = 2048;
/** Alpha, of 255, above which a pixel is seen. */
const UNSEEN = 3;

export interface CutByHand extends HandCutout {
  /** A PNG: exactly the part of the image that `cutout.bounds` names. */
  readonly image: Buffer;
}

/**
 * Cuts the subject out of a master without alpha by a mask that a person has drawn, to the letter: neither islands nor holes
 * are mended. Only the colours of soft edges are freed from the ground, so that no halo shows. `person` is whether people
 * are on the image, which a mask does not say. Throws the faults of `readMask`.
 */
export async function cutByHand(master: Buffer, given: Buffer, person: boolean): Promise<CutByHand> {
  const pixels = await scaled(master);
  const mask = await readMask(given, pixels);
  const { width, height } = pixels;
  const region = regionAbove(UNSEEN, mask.data, width, height, 0) as Region;
  const bounds = sharesOf(region, pixels);
  const cleaned = freed(pixels, mask);
  const image = await sharp(cleaned, { raw: { width, height, channels: 4 } })
    .extract(region)
    .png({ compressionLevel: 3 })
    .toBuffer();
  const subject = describeSubject(mask, { by: 'hand', confidence: 1, person, nothing: false });
  const focus = centreOf(mask);
  release(pixels.data, cleaned);
  if (!subject || !focus) throw new Error('a mask with a subject describes none');
  const parts = { area: 1, edge: 1, agreement: 1 };
  const cutout = { by: 'hand', bounds, touches: touchesOf(mask), confidence: 1, parts, usable: true } as const;
  return { cutout, subject, focus, image };
}

async function scaled(master: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(master)
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 };
}

function freed(pixels: Pixels, mask: Mask): Buffer {
  const { width, height } = pixels;
  const cleaned = Buffer.alloc(width * height * 4);
  const reached = regionAbove(0, mask.data, width, height, reachOf(pixels)) as Region;
  const whole = fromWholeCells(reached);
  withScratch(() => writeForeground(pixels, whole, alphaIn(mask, whole), cleaned));
  return cleaned;
}

function alphaIn({ data, width }: Mask, region: Region): Uint8Array {
  const alpha = bytes(region.width * region.height);
  for (let row = 0; row < region.height; row += 1) {
    const from = (region.top + row) * width + region.left;
    alpha.set(data.subarray(from, from + region.width), row * region.width);
  }
  return alpha;
}

function sharesOf({ left, top, width, height }: Region, image: Pixels): Box {
  return { x: left / image.width, y: top / image.height, width: width / image.width, height: height / image.height };
}
