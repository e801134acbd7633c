import type { Point } from '@proofsheet/domain';
import sharp from 'sharp';
import { type Pixels, shrunk } from '../planes/pixels.ts';

/** Longest side of the copy that attention looks at: details smaller than a thousandth never draw the eye. */
const ATTENTION_SIDE = 480;

/**
 * Where the eye goes first in three channels: to skin, saturation and edges, as libvips weighs them. sharp tells it only
 * when it crops, and in the pixels of the image only when it does not also scale: hence a copy first, then a crop of half
 * of one side at the copy's own scale.
 */
export async function attentionIn(pixels: Pixels): Promise<Point> {
  const { data, width, height, channels } = await shrunk(pixels, ATTENTION_SIDE);
  const landscape = width >= height;
  const half = { width: landscape ? Math.ceil(width / 2) : width, height: landscape ? height : Math.ceil(height / 2) };
  const { info } = await sharp(data, { raw: { width, height, channels } })
    .resize({ ...half, fit: 'cover', position: 'attention' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.attentionX === undefined || info.attentionY === undefined) return { x: 0.5, y: 0.5 };
  return { x: Math.min(1, info.attentionX / width), y: Math.min(1, info.attentionY / height) };
}
