import type { UploadMediaType } from '@proofsheet/domain';
import sharp from 'sharp';
import { type PngChunk, pngChunks, pngOf } from './png-chunks.ts';

/** A still image within a file. */
export interface Still {
  readonly bytes: Buffer;
  /** Of an animated WebP, from 0. */
  readonly page?: number;
}

/** Every frame costs a decode of those before it; what shows nothing until here is no animation of anything. */
const FRAMES_LOOKED_AT = 32;

/** The frames of an animation after its first, as far as they are looked at; none of a still image. */
export async function* laterFrames(bytes: Buffer, mediaType: UploadMediaType): AsyncGenerator<Still> {
  if (mediaType === 'image/png') yield* apngFrames(bytes);
  if (mediaType === 'image/webp') {
    const { pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    for (let page = 1; page < Math.min(pages, FRAMES_LOOKED_AT); page += 1) yield { bytes, page };
  }
}

/**
 * The frames of an APNG that follow its default image, each as a PNG of the part that it covers
 * (https://www.w3.org/TR/png-3/#apng-frame-based-animation). libvips reads the default image alone.
 */
function* apngFrames(bytes: Buffer): Generator<Still> {
  const head: PngChunk[] = [];
  let control: Buffer | undefined;
  let data: Buffer[] = [];
  let count = 0;
  for (const { type, data: content } of pngChunks(bytes)) {
    if (type === 'fcTL' || type === 'IEND') {
      if (control && data.length > 0) yield { bytes: frameOf(head, control, data) };
      [control, data] = [content, []];
      if (++count > FRAMES_LOOKED_AT) return;
    } else if (type === 'fdAT') data.push(content.subarray(SEQUENCE_NUMBER));
    else if (type !== 'IDAT' && type !== 'acTL') head.push({ type, data: content });
  }
}

const SEQUENCE_NUMBER = 4;

/** The first chunk of `head` is the IHDR, of which width and height become the frame's. */
function frameOf([header, ...shared]: readonly PngChunk[], control: Buffer, data: readonly Buffer[]): Buffer {
  const size = control.subarray(SEQUENCE_NUMBER, SEQUENCE_NUMBER + 8);
  const ihdr = Buffer.concat([size, (header?.data ?? Buffer.alloc(0)).subarray(8)]);
  const frame = [{ type: 'IHDR', data: ihdr }, ...shared, { type: 'IDAT', data: Buffer.concat(data) }];
  return pngOf([...frame, { type: 'IEND', data: Buffer.alloc(0) }]);
}
