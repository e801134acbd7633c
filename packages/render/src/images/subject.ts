import type { Analysis } from '@proofsheet/domain';
import { type Box, decodeMask, type Point } from '@proofsheet/raster';
import { isScreenshot } from './order-image.ts';

/** A spot of a subject, in pixels of its photograph, and how much of the subject is there: all spots together are 1. */
export interface Spot extends Point {
  readonly weight: number;
}

/** What a photograph shows, in its pixels. */
export interface ShownSubject {
  readonly box: Box;
  readonly spots: readonly Spot[];
}

/** Spots along the longer side of the mask: enough to tell a tenth of a chair. */
const SPOTS = 32;
/** Of 255: less is the soft edge of the subject. */
const SOLID = 96;

/**
 * The subject in a part of an analysed image that is shown at `width` x `height`; of a screenshot all of it. Undefined
 * where nothing in particular stands out, and where an analysis of an older version does not know.
 */
export function subjectIn(
  analysis: Pick<Analysis, 'subject' | 'seen' | 'hasAlpha' | 'width' | 'height'>,
  part: Box,
  width: number,
  height: number,
): ShownSubject | undefined {
  if (isScreenshot(analysis)) return allOf(width, height);
  const { subject } = analysis;
  if (!subject || subject.kind === 'none') return undefined;
  const toShown = ({ x, y }: Point): Point => ({
    x: ((x - part.x) / part.width) * width,
    y: ((y - part.y) / part.height) * height,
  });
  const from = toShown(subject.box);
  const to = toShown({ x: subject.box.x + subject.box.width, y: subject.box.y + subject.box.height });
  return {
    box: { ...from, width: to.x - from.x, height: to.y - from.y },
    spots: weighted(spotsOf(subject.mask).map((spot) => ({ ...spot, ...toShown(spot) }))),
  };
}

/** A screenshot is shown whole: its edges are as much a part of it as its middle. */
function allOf(width: number, height: number): ShownSubject {
  const along = Array.from({ length: SPOTS / 2 }, (_, at) => (at + 0.5) / (SPOTS / 2));
  const spots = along.flatMap((y) => along.map((x) => ({ x: x * width, y: y * height, weight: 1 })));
  return { box: { x: 0, y: 0, width, height }, spots: weighted(spots) };
}

function spotsOf(kept: NonNullable<Analysis['subject']>['mask']): Spot[] {
  const { data, width, height } = decodeMask(kept);
  const step = Math.max(1, Math.ceil(Math.max(width, height) / SPOTS));
  const spots: Spot[] = [];
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      const [right, bottom] = [Math.min(width, x + step), Math.min(height, y + step)];
      let weight = 0;
      for (let row = y; row < bottom; row++)
        for (let column = x; column < right; column++) {
          const alpha = data[row * width + column] as number;
          if (alpha >= SOLID) weight += alpha;
        }
      if (weight > 0) spots.push({ x: (x + right) / 2 / width, y: (y + bottom) / 2 / height, weight });
    }
  }
  return spots;
}

function weighted(spots: readonly Spot[]): Spot[] {
  const all = spots.reduce((sum, { weight }) => sum + weight, 0);
  return spots.map((spot) => ({ ...spot, weight: spot.weight / all }));
}
