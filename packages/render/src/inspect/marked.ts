import type { Finding } from '@proofsheet/domain';
import { type Box, clip } from '@proofsheet/raster';

/** The finding with where it is seen, of boxes in pixels: in shares of the frame, as far as they are in it. */
export function marked(
  found: Finding,
  boxes: readonly Box[],
  { width, height }: { readonly width: number; readonly height: number },
): Finding {
  const frame = { x: 0, y: 0, width, height };
  const shares = boxes
    .map((box) => clip(box, frame))
    .filter((box) => box.width > 0 && box.height > 0)
    .map((box) => ({
      x: thousandth(box.x / width),
      y: thousandth(box.y / height),
      width: thousandth(box.width / width),
      height: thousandth(box.height / height),
    }));
  return shares.length > 0 ? { ...found, boxes: shares } : found;
}

function thousandth(share: number): number {
  return Math.round(share * 1000) / 1000;
}
