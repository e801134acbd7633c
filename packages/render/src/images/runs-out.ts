import type { Analysis } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';
import { SIDES, type Side } from './sources.ts';

/** A thing that is cut out by its own edge, and touches none of the image's at a side, ends there. */
export function endsWithinIn(cutout: Analysis['cutout']): ReadonlySet<Side> {
  if (!cutout?.usable) return new Set();
  return new Set(SIDES.filter((side) => side !== 'bottom' && cutout.touches[side] === 0));
}

export function without(sides: ReadonlySet<Side>, others: ReadonlySet<Side>): Set<Side> {
  return new Set([...sides].filter((side) => !others.has(side)));
}

/** A subject that comes this near to a side, as a share of the image, runs out of it there. */
const AT_SIDE = 0.004;
/** At the foot this is enough: what it stands on, a plate or its shadow, is between. */
const AT_FOOT = 0.1;

/**
 * The sides on which what a photograph keeps runs out of it: on none where that is not known. Below the head of a portrait
 * there is always more of its person.
 */
export function sidesReached(
  kept: Box | undefined,
  { width, height }: { width: number; height: number },
  isPortrait: boolean,
) {
  const sides = new Set<Side>(isPortrait ? ['bottom'] : []);
  if (!kept) return sides;
  if (kept.x <= width * AT_SIDE) sides.add('left');
  if (kept.y <= height * AT_SIDE) sides.add('top');
  if (kept.x + kept.width >= width * (1 - AT_SIDE)) sides.add('right');
  if (kept.y + kept.height >= height * (1 - AT_FOOT)) sides.add('bottom');
  return sides;
}
