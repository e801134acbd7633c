import { Fault, LIMITS, type UploadMediaType } from '@proofsheet/domain';
import sharp, { type OutputInfo } from 'sharp';
import type { Pixels } from '../planes/pixels.ts';
import { readHeader, unreadable } from './read-header.ts';

export interface DecodedImage {
  /** With alpha only where some pixel is not opaque. No side is longer than `LIMITS.masterSide`. */
  readonly pixels: Pixels;
  /** Of the upload. */
  readonly mediaType: UploadMediaType;
}

/**
 * Decodes all of an upload, so that a damaged file fails here and not in a render: upright, 8-bit sRGB, bounded. Of an
 * animation the first frame. Throws the faults of `readHeader`, `upload_not_an_image` for a damaged image, and
 * `upload_shows_nothing` for one that is transparent everywhere.
 */
export async function decode(bytes: Buffer): Promise<DecodedImage> {
  const { mediaType } = await readHeader(bytes);
  const decoded = await decodeWhole(bytes);
  const visible = visiblePart(decoded);
  if (visible === 'nothing') {
    throw new Fault(
      'upload_shows_nothing',
      'The image is transparent everywhere: nothing of it can be seen. Upload it with an opaque subject.',
    );
  }
  return { pixels: visible === 'everything' ? await withoutAlpha(decoded) : decoded, mediaType };
}

/**
 * sharp converts to sRGB by default. `failOn: 'error'` refuses a file that a browser would show half grey, and takes
 * one that only gives a warning, such as an odd profile.
 */
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

/** The alpha, of 255, up to which a pixel counts as hidden where no pixel has more: nobody sees it on any ground. */
const UNSEEN_ALPHA = 5;

function visiblePart({ data, channels }: Pixels): 'everything' | 'something' | 'nothing' {
  if (channels === 3) return 'everything';
  let opaque = 0;
  let hidden = 0;
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] === 255) opaque += 1;
    else if ((data[at] ?? 0) <= UNSEEN_ALPHA) hidden += 1;
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
