import type { OutputMediaType } from '@proofsheet/domain';
import sharp from 'sharp';
import type { Canvas } from './pixels.ts';

export interface EncodedImage {
  readonly bytes: Buffer;
  /** What the encoder was told; 100 means lossless. */
  readonly quality: number;
}

/** From the best that is worth its bytes to the least that is still shown; PNG goes on as a palette below 100. */
const QUALITIES: Record<OutputMediaType, { best: number; least: number }> = {
  'image/jpeg': { best: 86, least: 30 },
  'image/webp': { best: 82, least: 25 },
  'image/avif': { best: 62, least: 20 },
  'image/png': { best: 100, least: 10 },
};

/** Encodes at the best quality that stays under the cap. When even the least is over it, that one is returned. */
export async function encode(canvas: Canvas, mediaType: OutputMediaType, maxBytes: number): Promise<EncodedImage> {
  const { best, least } = QUALITIES[mediaType];
  const at = async (quality: number) => ({ bytes: await encodeAt(canvas, mediaType, quality), quality });
  const first = await at(best);
  if (first.bytes.length <= maxBytes) return first;
  let [low, high] = [least, best - 1];
  let found = await at(low);
  if (found.bytes.length > maxBytes) return found;
  // Seven steps at most: the range halves, and a step of three is not seen.
  while (high - low > 3) {
    const middle = await at((low + high) >> 1);
    if (middle.bytes.length <= maxBytes) [found, low] = [middle, middle.quality];
    else high = middle.quality - 1;
  }
  return found;
}

function encodeAt({ width, height, data }: Canvas, mediaType: OutputMediaType, quality: number): Promise<Buffer> {
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  switch (mediaType) {
    case 'image/jpeg':
      return picture.jpeg({ quality }).toBuffer();
    case 'image/webp':
      return picture.webp({ quality, effort: 2 }).toBuffer();
    case 'image/avif':
      return picture.avif({ quality, effort: 0 }).toBuffer();
    case 'image/png':
      return picture.png(quality === 100 ? { compressionLevel: 6 } : { palette: true, quality, effort: 3 }).toBuffer();
  }
}
