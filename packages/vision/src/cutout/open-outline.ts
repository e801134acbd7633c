import type { Mask } from '@proofsheet/raster';
import { erode } from '../planes/morphology.ts';
import type { Pixels } from '../planes/pixels.ts';
import { bytes, withScratch } from '../planes/scratch.ts';

const SUBJECT = 128;
/** A guessed outline lies within this many pixels of the edge that it follows, which is this many 8-bit levels at least. */
const REACH = 4;
const LEAST_STEP = 14;
const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/** The share of a mask's outline along which the image (RGB, of its size) has no edge in any direction. */
export function openOutline({ data, width, height }: Mask, image: Pixels): number {
  return withScratch(() => {
    const subject = bytes(data.length);
    for (let at = 0; at < data.length; at += 1) subject[at] = (data[at] as number) >= SUBJECT ? 1 : 0;
    const inner = erode(subject, width, height, 1);
    let [outline, open] = [0, 0];
    for (let y = 0, at = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, at += 1) {
        if (subject[at] === 0 || inner[at] === 1) continue;
        outline += 1;
        if (!hasEdge(image, x, y)) open += 1;
      }
    }
    return outline === 0 ? 0 : open / outline;
  });
}

function hasEdge({ data, width, height, channels }: Pixels, x: number, y: number): boolean {
  const column = (by: number) => Math.min(width - 1, Math.max(0, x + by));
  const row = (by: number) => Math.min(height - 1, Math.max(0, y + by));
  return DIRECTIONS.some(([across, down]) => {
    const before = (row(-REACH * down) * width + column(-REACH * across)) * channels;
    const after = (row(REACH * down) * width + column(REACH * across)) * channels;
    for (let channel = 0; channel < 3; channel += 1) {
      if (Math.abs((data[after + channel] as number) - (data[before + channel] as number)) >= LEAST_STEP) return true;
    }
    return false;
  });
}
