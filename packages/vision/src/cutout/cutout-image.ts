import type { Box, UploadMediaType } from '@proofsheet/domain';
import sharp from 'sharp';
import type { Pixels } from '../develop/pixels.ts';
import { cleanEdges } from './clean-edges.ts';
import type { Mask } from './mask.ts';
import type { Part } from './part.ts';

export interface CutoutImage {
  readonly bytes: Buffer;
  readonly mediaType: UploadMediaType;
}

/** Longest side that the whole image would have: enough for a subject that fills a frame of 2160 lines. */
const SIDE = 2048;
/** Enlarging blurs an edge: it is drawn in again to this part of its way. */
const EDGE = { from: 0.2, to: 0.8 };

/**
 * The subject alone, exactly the part of the image that `bounds` names, with clean edges. `work` is the copy that `mask`
 * was found in: there edge and edge colours are made, once, and enlarged; within the edge the pixels are the master's
 * own. PNG, because every render decodes it: 19 ms to encode a megapixel and 12 to decode, where WebP takes 70 and 16.
 */
export async function cutoutImage(master: Pixels, work: Pixels, mask: Mask, bounds: Box): Promise<CutoutImage> {
  const small = partOf(bounds, work);
  const large = partOf(bounds, master);
  const scale = Math.min(1, SIDE / Math.max(master.width, master.height));
  const width = Math.max(1, Math.round(large.width * scale));
  const height = Math.max(1, Math.round(large.height * scale));
  const own = await open(master)
    .extract(large)
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const edge = await open(cleanEdges(work, mask))
    .extract(small)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  const data = filled(edge, own, width > small.width);
  const bytes = await sharp(data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
  return { bytes, mediaType: 'image/png' };
}

/** Puts the image's own pixels (RGB) where the enlarged edge (RGBA) is opaque. */
function filled(edge: Buffer, own: Buffer, enlarged: boolean): Buffer {
  for (let from = 0, to = 0; to < edge.length; from += 3, to += 4) {
    const alpha = enlarged ? (LEVELS[edge[to + 3] as number] as number) : (edge[to + 3] as number);
    edge[to + 3] = alpha;
    if (alpha !== 255) continue;
    edge[to] = own[from] as number;
    edge[to + 1] = own[from + 1] as number;
    edge[to + 2] = own[from + 2] as number;
  }
  return edge;
}

const LEVELS = Uint8Array.from({ length: 256 }, (_, alpha) => {
  const share = Math.min(1, Math.max(0, (alpha / 255 - EDGE.from) / (EDGE.to - EDGE.from)));
  return Math.round(255 * share);
});

function partOf({ x, y, width, height }: Box, image: Pixels): Part {
  const left = Math.min(image.width - 1, Math.round(x * image.width));
  const top = Math.min(image.height - 1, Math.round(y * image.height));
  return {
    left,
    top,
    width: Math.max(1, Math.min(image.width - left, Math.round(width * image.width))),
    height: Math.max(1, Math.min(image.height - top, Math.round(height * image.height))),
  };
}

function open({ data, width, height, channels }: Pixels) {
  return sharp(data, { raw: { width, height, channels } });
}
