import { Fault, LIMITS, type UploadMediaType } from '@proofsheet/domain';
import sharp, { type OutputInfo } from 'sharp';
import type { Pixels } from '../planes/pixels.ts';
import { readHeader } from './read-header.ts';
import { unreadable } from './unreadable.ts';

export interface DecodedImage {
  /** With alpha only where it hides something. No side is longer than `LIMITS.masterSide`. */
  readonly pixels: Pixels;
  /** Of the upload. */
  readonly mediaType: UploadMediaType;
}

/**
 * Decodes an upload whole, so a damaged file is found here and not in a render: upright, 8-bit sRGB, bounded. The first
 * frame of an animation stands for it. Throws the faults of `readHeader`, and `upload_not_an_image` for a damaged file
 * or one of which nothing can be seen.
 */
export async function decode(bytes: Buffer): Promise<DecodedImage> {
  const { mediaType } = await readHeader(bytes);
  const decoded = await decodeWhole(bytes);
  const visible = visiblePart(decoded);
  if (visible === 'nothing') {
    throw new Fault('upload_not_an_image', 'The image is fully transparent: nothing of it can be seen.');
  }
  return { pixels: visible === 'everything' ? await withoutAlpha(decoded) : decoded, mediaType };
}

/** sharp gives sRGB unless told otherwise. `failOn: 'error'`: what a browser would show with a grey half is refused; a mere warning (odd profile) passes. */
async function decodeWhole(bytes: Buffer): Promise<Pixels> {
  const image = sharp(bytes, { limitInputPixels: LIMITS.uploadPixels, failOn: 'error', autoOrient: true })
    .resize(LIMITS.masterSide, LIMITS.masterSide, { fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' });
  const { data, info } = await image.toBuffer({ resolveWithObject: true }).catch((error: unknown) => {
    throw unreadable(error);
  });
  return { data, width: info.width, height: info.height, channels: channelsOf(info) };
}

function channelsOf({ channels }: OutputInfo): 3 | 4 {
  if (channels === 3 || channels === 4) return channels;
  throw unreadable(`${channels} channels after conversion to sRGB`);
}

function visiblePart({ data, channels }: Pixels): 'everything' | 'something' | 'nothing' {
  if (channels === 3) return 'everything';
  let opaque = 0;
  let hidden = 0;
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] === 255) opaque += 1;
    else if (data[at] === 0) hidden += 1;
  }
  const count = data.length / 4;
  if (opaque === count) return 'everything';
  return hidden === count ? 'nothing' : 'something';
}

async function withoutAlpha(pixels: Pixels): Promise<Pixels> {
  const { data, width, height, channels } = pixels;
  if (channels === 3) return pixels;
  const opaque = await sharp(data, { raw: { width, height, channels } }).removeAlpha().raw().toBuffer();
  return { data: opaque, width, height, channels: 3 };
}
