import type { Format } from '@proofsheet/domain';
import { type Box, clip } from '@proofsheet/raster';
import type { Photograph } from '../images/photographs.ts';
import type { Direction } from '../text/direction.ts';

/** Around what is kept whole, as a share of its sides: on a card of its own a subject needs more air than in a frame. */
const AIR = 0.06;

/**
 * A photograph whose shape does not suit its box, as a card within it: the part that a crop reaching beyond it would
 * show. With a margin, in hundredths of the frame's shorter side, it lies in the middle of its box; without one it `keeps`
 * to those edges of the frame that its box lies on, else to the side where the words begin.
 */
export function insetFor(
  photo: Photograph,
  crop: Box,
  box: Box,
  format: Format,
  {
    margin,
    direction,
    keeps = margin === 0,
  }: { readonly margin: number; readonly direction: Direction; readonly keeps?: boolean },
): { readonly crop: Box; readonly box: Box; readonly empty: number } {
  const part = wholePixels(withAir(clip(crop, photoBox(photo)), photo));
  const gap = (margin * Math.min(format.width, format.height)) / 100;
  const [across, down] = [box.width - gap * 2, box.height - gap * 2];
  const scale = Math.min(across / part.width, down / part.height);
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const [atLeft, atRight] = [keeps && box.x <= 0, keeps && box.x + box.width >= format.width];
  const isInside = keeps && !atLeft && !atRight;
  const fromStart = direction === 'rtl' ? box.width - width : 0;
  return {
    crop: part,
    box: {
      x: box.x + (isInside ? fromStart : along(box.width - width, atLeft, atRight)),
      y: box.y + along(box.height - height, keeps && box.y <= 0, keeps && box.y + box.height >= format.height),
      width,
      height,
    },
    empty: 1 - (width * height) / (across * down),
  };
}

function along(free: number, toStart: boolean, toEnd: boolean): number {
  if (toStart === toEnd) return Math.round(free / 2);
  return toStart ? 0 : free;
}

function withAir({ x, y, width, height }: Box, photo: Photograph): Box {
  const [across, down] = [width * AIR, height * AIR];
  const wider = { x: x - across, y: y - down, width: width + across * 2, height: height + down * 2 };
  return clip(wider, photoBox(photo));
}

function photoBox({ width, height }: Photograph): Box {
  return { x: 0, y: 0, width, height };
}

function wholePixels(box: Box): Box {
  const [x, y] = [Math.round(box.x), Math.round(box.y)];
  return {
    x,
    y,
    width: Math.max(1, Math.round(box.x + box.width) - x),
    height: Math.max(1, Math.round(box.y + box.height) - y),
  };
}
