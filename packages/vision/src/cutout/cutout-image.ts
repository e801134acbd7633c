import type { Box, UploadMediaType } from '@proofsheet/domain';
import { type Mask, release } from '@proofsheet/raster';
import sharp from 'sharp';
import { cleanEdges } from '../matte/clean-edges.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';

export interface CutoutImage {
  readonly bytes: Buffer;
  readonly mediaType: UploadMediaType;
}

/**
 * Longest side of the whole image at the scale of the cut-out: enough for a subject that fills a frame of 2160 lines.
 */
const SIDE = 2048;
/** Enlarging blurs an edge: it is made steeper again, to this part of its width. */
const EDGE = { from: 0.2, to: 0.8 };

/**
 * The subject alone, with clean edges: exactly the part of the image that `bounds` names. `work` is the copy that
 * `mask` was found in. Edge and edge colours are made in that copy and enlarged; inside the edge the pixels are the
 * master's own. PNG, because every render decodes it: 19 ms to encode a megapixel and 12 to decode, where WebP takes 70
 * and 16.
 */
export async function cutoutImage(master: Pixels, work: Pixels, mask: Mask, bounds: Box): Promise<CutoutImage> {
  const small = regionOf(bounds, work);
  const large = regionOf(bounds, master);
  const scale = Math.min(1, SIDE / Math.max(master.width, master.height));
  const width = Math.max(1, Math.round(large.width * scale));
  const height = Math.max(1, Math.round(large.height * scale));
  const own = await open(master)
    .extract(large)
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const cleaned = cleanEdges(work, mask);
  const alpha = await open(alphaOf(cleaned, small))
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const levels = width > small.width ? STEEPER : AS_IT_IS;
  const data = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    const edge = (small.top + Math.floor((y * small.height) / height)) * work.width + small.left;
    writeRow({ own, alpha, levels, cleaned: cleaned.data, edge, step: small.width / width }, data, y * width, width);
  }
  const bytes = await sharp(data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
  release(own, alpha, cleaned.data, data);
  return { bytes, mediaType: 'image/png' };
}

/** The sources of a row of the cut-out. */
interface RowSources {
  /** The master's pixels (RGB) at the size of the cut-out, and the alpha of each. */
  readonly own: Buffer;
  readonly alpha: Buffer;
  readonly levels: Uint8Array;
  /** The cleaned copy (RGBA), where the row begins in it, and how many of its pixels make one of the row. */
  readonly cleaned: Buffer;
  readonly edge: number;
  readonly step: number;
}

/**
 * The master's colours inside the edge, the cleaned ones in it and beyond: these change too little to need
 * interpolation.
 */
function writeRow(
  { own, alpha, levels, cleaned, edge, step }: RowSources,
  data: Buffer,
  start: number,
  width: number,
): void {
  for (let x = 0, at = start, to = 4 * start; x < width; x += 1, at += 1, to += 4) {
    const level = levels[alpha[at] as number] as number;
    const colours = level === 255 ? own : cleaned;
    const from = level === 255 ? 3 * at : 4 * (edge + ((x * step) | 0));
    data[to] = colours[from] as number;
    data[to + 1] = colours[from + 1] as number;
    data[to + 2] = colours[from + 2] as number;
    data[to + 3] = level;
  }
}

function alphaOf({ data, width }: Pixels, region: Region) {
  const alpha = Buffer.alloc(region.width * region.height);
  for (let row = 0; row < region.height; row += 1) {
    takeAlpha(data, (region.top + row) * width + region.left, alpha, row * region.width, region.width);
  }
  return { data: alpha, width: region.width, height: region.height, channels: 1 as const };
}

function takeAlpha(data: Buffer, from: number, alpha: Buffer, to: number, width: number): void {
  for (let x = 0; x < width; x += 1) alpha[to + x] = data[4 * (from + x) + 3] as number;
}

const AS_IT_IS = Uint8Array.from({ length: 256 }, (_, alpha) => alpha);
const STEEPER = AS_IT_IS.map((alpha) => {
  const share = Math.min(1, Math.max(0, (alpha / 255 - EDGE.from) / (EDGE.to - EDGE.from)));
  return Math.round(255 * share);
});

function regionOf({ x, y, width, height }: Box, image: Pixels): Region {
  const left = Math.min(image.width - 1, Math.round(x * image.width));
  const top = Math.min(image.height - 1, Math.round(y * image.height));
  return {
    left,
    top,
    width: Math.max(1, Math.min(image.width - left, Math.round(width * image.width))),
    height: Math.max(1, Math.min(image.height - top, Math.round(height * image.height))),
  };
}

function open({ data, width, height, channels }: Omit<Pixels, 'channels'> & { readonly channels: 1 | 3 | 4 }) {
  return sharp(data, { raw: { width, height, channels } });
}
