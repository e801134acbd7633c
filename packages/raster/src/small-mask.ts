import { deflateSync, inflateSync } from 'node:zlib';
import type { Mask } from './dilate.ts';

/** A mask as it is kept beside an image: the bytes of its rows, deflated, base64. */
export interface KeptMask {
  readonly width: number;
  readonly height: number;
  readonly data: string;
}

/** Longest side of a mask that is kept: at 168x94, where a thumbnail has to work, a cell is two pixels. */
const LONGEST_SIDE = 96;

/** The mask, each cell the mean of the pixels that it covers, no side longer than 96. */
export function encodeMask(mask: Mask): KeptMask {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(mask.width, mask.height));
  const width = Math.max(1, Math.round(mask.width * scale));
  const height = Math.max(1, Math.round(mask.height * scale));
  const sums = new Float64Array(width * height);
  const counts = new Uint32Array(width * height);
  const columns = Int32Array.from({ length: mask.width }, (_, x) => Math.floor((x * width) / mask.width));
  for (let y = 0, at = 0; y < mask.height; y += 1) {
    const row = Math.floor((y * height) / mask.height) * width;
    for (let x = 0; x < mask.width; x += 1, at += 1) {
      const to = row + (columns[x] as number);
      sums[to] = (sums[to] as number) + (mask.data[at] as number);
      counts[to] = (counts[to] as number) + 1;
    }
  }
  const cells = new Uint8Array(sums.length);
  for (let at = 0; at < cells.length; at += 1) cells[at] = Math.round((sums[at] as number) / (counts[at] as number));
  return { width, height, data: deflateSync(cells, { level: 9 }).toString('base64') };
}

/** Throws where the data is not that of a mask of this size. */
export function decodeMask({ width, height, data }: KeptMask): Mask {
  const cells = inflateSync(Buffer.from(data, 'base64'), { maxOutputLength: width * height });
  if (cells.length !== width * height) throw new Error(`A mask of ${width}x${height} has ${cells.length} bytes.`);
  return { data: new Uint8Array(cells), width, height };
}
