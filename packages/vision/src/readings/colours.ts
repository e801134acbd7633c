import type { Seen } from '@proofsheet/domain';
import { type LabPixels, labAt } from './lab-pixels.ts';

/** Chroma in OKLab from which an eye calls it a colour: a yellowed scan stays below, sepia is above it. */
export const COLOURED = 0.03;
/** Darker than this, chroma is what the codec made up. */
const LEAST_LIGHTNESS = 0.2;
/** Share of coloured pixels from which they are meant: one red rose in a grey picture. */
export const LEAST_SHARE = 0.005;

export function coloursOf(pixels: LabPixels): Seen['colours'] {
  let coloured = 0;
  for (let pixel = 0; pixel < pixels.visible.length; pixel += 1) {
    if (pixels.visible[pixel] === 0) continue;
    const [l, a, b] = labAt(pixels, pixel);
    if (l >= LEAST_LIGHTNESS && Math.hypot(a, b) >= COLOURED) coloured += 1;
  }
  return coloured >= LEAST_SHARE * pixels.visibleCount ? 'colour' : 'grey';
}
