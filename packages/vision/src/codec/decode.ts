import { Fault, LIMITS, type UploadMediaType } from '@proofsheet/domain';
import sharp, { type OutputInfo, type Sharp } from 'sharp';
import type { Pixels } from '../planes/pixels.ts';
import type { ColourEncoding } from './colour/encoding.ts';
import { pngColour } from './colour/png-colour.ts';
import { toSrgb } from './colour/to-srgb.ts';
import { laterFrames, type Still } from './frames.ts';
import { withoutIdleAlpha } from './idle-alpha.ts';
import { withJpegEnd } from './jpeg-end.ts';
import { readHeader, unreadable } from './read-header.ts';
import { shownBy } from './visible.ts';

export interface DecodedImage {
  /** With alpha only where it cuts something out. No side is longer than `LIMITS.masterSide`. */
  readonly pixels: Pixels;
  /** Of the upload. */
  readonly mediaType: UploadMediaType;
}

/**
 * Decodes all of an upload, so that a damaged file fails here and not in a render: upright, 8-bit sRGB, bounded. Of an
 * animation the first frame with anything in it. Throws the faults of `readHeader`, `upload_not_an_image` for a damaged
 * image, and `upload_shows_nothing` for one that is transparent everywhere.
 */
export async function decode(bytes: Buffer): Promise<DecodedImage> {
  const { mediaType } = await readHeader(bytes);
  const first = mediaType === 'image/jpeg' ? await decodeJpeg(bytes) : await decodeStill({ bytes });
  const pixels = shownBy(first) === 'something' ? first : await firstShown(first, laterFrames(bytes, mediaType));
  if (shownBy(pixels) === 'nothing') {
    throw new Fault(
      'upload_shows_nothing',
      'The image is transparent everywhere: nothing of it can be seen. Upload it with an opaque subject.',
    );
  }
  return { pixels: await withoutIdleAlpha(pixels), mediaType };
}

function decodeStill(still: Still): Promise<Pixels> {
  const encoding = pngColour(still.bytes);
  return encoding ? decodeEncoded(still, encoding) : decodeSrgb(still);
}

/** sharp converts to sRGB by default, by the ICC profile where the file has one. */
async function decodeSrgb(still: Still & Strictness): Promise<Pixels> {
  const { data, info } = await samplesOf(openBounded(still).raw({ depth: 'uchar' }));
  return { data, width: info.width, height: info.height, channels: channelsOf(info) };
}

/** Keeps the depth of the file until its colours are converted: dark parts of linear light need all 16 bits. */
async function decodeEncoded(still: Still, encoding: ColourEncoding): Promise<Pixels> {
  const { depth } = await sharp(still.bytes, { limitInputPixels: false }).metadata();
  const deep = depth === 'ushort';
  const image = openBounded({ ...still, ignoreIcc: true }).toColourspace(deep ? 'rgb16' : 'srgb');
  const { data, info } = await samplesOf(image.raw({ depth: deep ? 'ushort' : 'uchar' }));
  const samples = deep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  return toSrgb({ data: samples, width: info.width, height: info.height, channels: channelsOf(info) }, encoding);
}

/** `failOn: 'error'` takes a file that only gives a warning, such as an odd profile. */
function openBounded({ bytes, page, failOn = 'error', ignoreIcc = false }: Still & Strictness): Sharp {
  const options = { limitInputPixels: LIMITS.uploadPixels, failOn, ignoreIcc, autoOrient: true } as const;
  return sharp(bytes, page === undefined ? options : { ...options, page }).resize(
    LIMITS.masterSide,
    LIMITS.masterSide,
    { fit: 'inside', withoutEnlargement: true },
  );
}

function samplesOf(image: Sharp): Promise<{ data: Buffer; info: OutputInfo }> {
  return image.toBuffer({ resolveWithObject: true }).catch((error: unknown) => {
    throw unreadable(error);
  });
}

function channelsOf({ channels }: OutputInfo): 3 | 4 {
  if (channels === 3 || channels === 4) return channels;
  throw unreadable(`${channels} channels after conversion to sRGB`);
}

interface Strictness {
  readonly failOn?: 'error' | 'warning';
  /** Something that stands above the profile says what the samples mean. */
  readonly ignoreIcc?: boolean;
}

/** Warnings of libjpeg-turbo (jerror.h) after which it goes on with grey, or with pixels that are none of the image. */
const PIXELS_LOST = /premature end|bad Huffman|bad arithmetic|instead of RST|corrupt data/i;

/**
 * The decoder only warns where a scan ends before its last pixel. Such a file is taken where nothing but its end marker is
 * missing or misplaced; a browser would show any other half grey.
 */
async function decodeJpeg(bytes: Buffer): Promise<Pixels> {
  try {
    return await decodeSrgb({ bytes, failOn: 'warning' });
  } catch (error) {
    if (!(error instanceof Fault && PIXELS_LOST.test(String(error.cause)))) return await decodeStill({ bytes });
    const whole = await withJpegEnd(bytes);
    if (!whole) throw error;
    return await decodeStill({ bytes: whole });
  }
}

/** The first of the frames that shows something; `first` where none does. A damaged frame ends the search. */
async function firstShown(first: Pixels, frames: AsyncIterable<Still>): Promise<Pixels> {
  try {
    for await (const frame of frames) {
      const pixels = await decodeStill(frame);
      if (shownBy(pixels) === 'something') return pixels;
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  return first;
}
