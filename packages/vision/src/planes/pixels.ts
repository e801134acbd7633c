import sharp from 'sharp';
import type { Region } from './region.ts';

/** Upright 8-bit sRGB, three channels or four interleaved, not premultiplied. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/**
 * A smaller copy with the same channels, its longest side `longestSide` pixels; the same object where none is longer.
 */
export async function shrunk(pixels: Pixels, longestSide: number): Promise<Pixels> {
  const { data, width, height, channels } = pixels;
  if (Math.max(width, height) <= longestSide) return pixels;
  // sharp averages down to a whole step and interpolates the rest: half the time of a longer kernel, and no halo at an
  // edge.
  const image = sharp(data, { raw: { width, height, channels } })
    .resize(longestSide, longestSide, { fit: 'inside', kernel: 'linear' })
    .raw();
  const { data: copy, info } = await image.toBuffer({ resolveWithObject: true });
  return { data: copy, width: info.width, height: info.height, channels };
}

/**
 * A smaller copy by the nearest pixel, at most `longestSide` along a side: every colour of the copy is one of the
 * image.
 */
export function sampled(pixels: Pixels, longestSide: number): Pixels {
  const { data, channels } = pixels;
  const step = Math.max(1, Math.max(pixels.width, pixels.height) / longestSide);
  const width = Math.max(1, Math.floor(pixels.width / step));
  const height = Math.max(1, Math.floor(pixels.height / step));
  const copy = Buffer.alloc(width * height * channels);
  for (let y = 0, to = 0; y < height; y += 1) {
    const row = Math.min(pixels.height - 1, Math.floor((y + 0.5) * step)) * pixels.width;
    for (let x = 0; x < width; x += 1) {
      const from = (row + Math.min(pixels.width - 1, Math.floor((x + 0.5) * step))) * channels;
      for (let channel = 0; channel < channels; channel += 1, to += 1) copy[to] = data[from + channel] ?? 0;
    }
  }
  return { data: copy, width, height, channels };
}

/**
 * The copy that the models are given: three channels, no side longer than `longestSide` pixels. Transparent parts
 * become black or white, whichever the visible ones stand out from.
 */
export async function workCopy(pixels: Pixels, longestSide: number): Promise<Pixels> {
  const copy = await shrunk(pixels, longestSide);
  if (copy.channels === 3) return copy;
  const { width, height, channels } = copy;
  const data = await sharp(copy.data, { raw: { width, height, channels } })
    .flatten({ background: isDark(copy.data) ? '#ffffff' : '#000000' })
    .raw()
    .toBuffer();
  return { data, width, height, channels: 3 };
}

function isDark(rgba: Buffer): boolean {
  let [light, weight] = [0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    light += (rgba[at + 1] ?? 0) * alpha;
    weight += alpha;
  }
  return light < 127.5 * weight;
}

/** The same pixels with four channels; opaque where there were three. */
export async function withAlpha(pixels: Pixels): Promise<Pixels> {
  const { data, width, height, channels } = pixels;
  if (channels === 4) return pixels;
  const opaque = await sharp(data, { raw: { width, height, channels } }).ensureAlpha().raw().toBuffer();
  return { data: opaque, width, height, channels: 4 };
}

/** The pixels of a part of an image. */
export function cutFrom({ data, width, channels }: Pixels, part: Region): Pixels {
  const copy = Buffer.alloc(part.width * part.height * channels);
  const length = part.width * channels;
  for (let row = 0; row < part.height; row += 1) {
    const from = ((part.top + row) * width + part.left) * channels;
    data.copy(copy, row * length, from, from + length);
  }
  return { data: copy, width: part.width, height: part.height, channels };
}
