import { Fault } from '@proofsheet/domain';
import { type Box, release } from '@proofsheet/raster';
import type { Sharp } from 'sharp';
import sharp from 'sharp';

type Size = Record<'width' | 'height', number>;

/** Which part of a stored image to decode, and at what size. */
export interface DecodeSpec {
  readonly bytes: Buffer;
  /** The size to which the whole image is scaled. */
  readonly full: Size;
  /** The part of the scaled image that is shown. */
  readonly region: Box;
  readonly channels: 3 | 4;
  /** Whether the image is stored larger than `full`. */
  readonly reduced: boolean;
}

/** A stored image that is decoded when its pixels are needed: as few of them, and as seldom, as possible. */
export interface LazyImage {
  /** The pixels of the region, row by row; decoded once, when first asked for. */
  pixels(): Promise<Buffer>;
  /**
   * A part of the region, scaled to `size`: from the decoded pixels where others will need them too, else straight from
   * the file. A part that is enlarged also comes from the file where that has more pixels, because it is sharper.
   */
  part(part: Box, size: Size): Promise<Uint8Array>;
  /** Gives the memory of the pixels back. Call it when no part is being made any more. */
  release(): void;
}

/** `once` says that only one picture uses the image: then just the part that it shows is decoded, and scaled once. */
export function openLazyImage(spec: DecodeSpec, once: boolean): LazyImage {
  let decoded: Promise<Buffer> | undefined;
  const pixels = () => (decoded ??= decode(spec, spec.full, spec.region));
  return {
    pixels,
    async part(part, size) {
      const enlarged = spec.reduced && size.width > part.width;
      return enlarged || (once && !decoded)
        ? decodePart(spec, part, size)
        : scalePart(await pixels(), spec, part, size);
    },
    release() {
      decoded?.then(release, () => {});
      decoded = undefined;
    },
  };
}

/** Decodes straight to the final size: JPEG and WebP decoders then skip most of the work. */
async function decode({ bytes, channels }: DecodeSpec, full: Size, region: Box): Promise<Buffer> {
  const pipeline = sharp(bytes, PIXEL_LIMIT).resize({ ...full, fit: 'fill' });
  if (region.width < full.width || region.height < full.height) pipeline.extract(extractOf(region));
  if (channels === 4) pipeline.ensureAlpha();
  else pipeline.flatten({ background: '#fff' });
  return pipeline.toColourspace('srgb').raw().toBuffer().catch(unreadable);
}

function decodePart(spec: DecodeSpec, part: Box, { width, height }: Size): Promise<Buffer> {
  const { full, region } = spec;
  const [across, down] = [width / part.width, height / part.height];
  const larger = {
    width: Math.max(width, Math.round(full.width * across)),
    height: Math.max(height, Math.round(full.height * down)),
  };
  const x = Math.min(Math.round((region.x + part.x) * across), larger.width - width);
  const y = Math.min(Math.round((region.y + part.y) * down), larger.height - height);
  return decode(spec, larger, { x, y, width, height });
}

async function scalePart(data: Buffer, { region, channels }: DecodeSpec, part: Box, size: Size): Promise<Uint8Array> {
  if (part.width === size.width && part.height === size.height) return cutFrom(data, region.width, channels, part);
  return sharp(data, { raw: { width: region.width, height: region.height, channels } })
    .extract(extractOf(part))
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
}

function cutFrom(data: Buffer, stride: number, channels: 3 | 4, { x, y, width, height }: Box): Uint8Array {
  const cut = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * stride + x) * channels;
    cut.set(data.subarray(start, start + width * channels), row * width * channels);
  }
  return cut;
}

function extractOf({ x, y, width, height }: Box): Parameters<Sharp['extract']>[0] {
  return { left: x, top: y, width, height };
}

export const PIXEL_LIMIT = { limitInputPixels: 50_000_000 } as const;

export function unreadable(cause: unknown): never {
  throw new Fault('upload_not_an_image', 'A stored image could not be read.', { cause });
}
