import type { Box, Point } from '@proofsheet/raster';
import type { Spot } from '../images/subject.ts';
import { type Occluder, opacityAt, type Veil } from './occlusion.ts';

/** A spot of a subject in the frame, and how much of it is still clear, 0 to 1. */
export interface ClearSpot extends Spot {
  clear: number;
}

/** Words take more of a subject away than their ink covers: between the letters it cannot be made out. */
const UNDER_WORDS = 0.7;

/** Takes from each spot what was laid over it: drawings, veils, and lines of text with what is between their letters. */
export function coverSubjects(
  subjects: readonly (readonly ClearSpot[])[],
  occluders: readonly (Occluder | Veil)[],
  lines: readonly { readonly box: Box }[] = [],
): void {
  for (const spot of subjects.flat()) {
    for (const occluder of occluders) spot.clear *= 1 - opacityAt(spot, occluder);
    if (lines.some(({ box }) => isWithin(spot, box))) spot.clear = Math.min(spot.clear, 1 - UNDER_WORDS);
  }
}

/** The share of a subject, of what the frame shows of it, that is covered; 0 where it shows nothing. */
export function coveredShare(spots: readonly ClearSpot[]): number {
  const all = spots.reduce((sum, { weight }) => sum + weight, 0);
  const clear = spots.reduce((sum, spot) => sum + spot.weight * spot.clear, 0);
  return all === 0 ? 0 : 1 - clear / all;
}

function isWithin({ x, y }: Point, box: Box): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
