import { Fault } from '@proofsheet/domain';
import { type Box, release } from '@proofsheet/raster';
import type { Sharp } from 'sharp';
import sharp from 'sharp';

type Size = Record<'width' | 'height', number>;

/** What is taken of a stored image, and how large. */
export interface DecodeSpec {
  readonly bytes: Buffer;
  /** The size in which all of the image is wanted. */
  readonly full: Size;
  /** The part of that which is shown. */
  readonly region: Box;
  readonly channels: 3 | 4;
  /** It is stored larger than that. */
  readonly reduced: boolean;
}

/** A stored image whose pixels are developed when they are needed, as few and as seldom as that allows. */
export interface LazyImage {
  /** All that is shown, row by row; decoded when first asked for, and once. */
  pixels(): Promise<Buffer>;
  /**
   * A part of that, scaled to so many pixels: from its pixels where they are wanted again, else straight from the file.
   * So is what is shown larger than that, where the file has more: it is sharper.
   */
  part(part: Box, size: Size): Promise<Uint8Array>;
  /** Gives its memory back, when nothing is being developed from it any more. */
  release(): void;
}

/** `once` says that one picture is made of it. What that shows is then decoded alone: fewer pixels, scaled once. */
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

/** Decodes straight to the size that is needed: JPEG and WebP decoders then skip most of the work. */
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
