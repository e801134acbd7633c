import { type Box, boxAround, clip } from '@proofsheet/raster';
import type { Photograph } from '../images/photographs.ts';
import { SIDES } from '../images/sources.ts';

/** From the edge of a photograph, as a share of its side: a subject that comes nearer ends there. */
const NEAR = 0.005;
/** The share of its breadth with which a subject lies on an edge that cuts it off: what only touches it ends by itself. */
const BREADTH = { across: 0.3, down: 0.15 };
/** How much of an end that its photograph cuts off anyway may be cropped as well, as a share of the subject. */
const CROPPED = 0.25;
const CROPPED_AT_SIDE = 0.12;
/** The upper end is spared, the more so of two: what is worn is known by its collar. */
const CROPPED_ABOVE = { alone: 0.15, withBelow: 0.08 };

/**
 * What of a subject has to stay whole: all of it, except that where the photograph cuts it off, as legs or a trunk are, it
 * may end a little earlier. Heads stay whole, and pages, which their edges do not cut off.
 */
export function wholePart(photo: Photograph, subject: Box): Box {
  if (photo.spots.length === 0 || photo.isPage) return subject;
  const ends = openEnds(photo, subject);
  const above = ends.bottom ? CROPPED_ABOVE.withBelow : CROPPED_ABOVE.alone;
  const left = subject.x + (ends.left ? subject.width * CROPPED_AT_SIDE : 0);
  const top = subject.y + (ends.top ? subject.height * above : 0);
  const right = subject.x + subject.width * (ends.right ? 1 - CROPPED_AT_SIDE : 1);
  const bottom = subject.y + subject.height * (ends.bottom ? 1 - CROPPED : 1);
  const part = { x: left, y: top, width: right - left, height: bottom - top };
  return clip(boxAround([part, ...photo.heads.map(({ whole }) => whole)]), boxAround([subject, part]));
}

function openEnds(photo: Photograph, subject: Box): Record<'left' | 'top' | 'right' | 'bottom', boolean> {
  const xs = distinct(photo.spots.map(({ x }) => x));
  const ys = distinct(photo.spots.map(({ y }) => y));
  const lies = (at: number | undefined, along: 'x' | 'y') => {
    const across = along === 'x' ? 'y' : 'x';
    const count = photo.spots.filter((spot) => spot[across] === at).length;
    return along === 'x' ? count >= BREADTH.down * xs.length : count >= BREADTH.across * ys.length;
  };
  const isEnd = {
    left: subject.x <= photo.width * NEAR && lies(xs[0], 'y'),
    right: subject.x + subject.width >= photo.width * (1 - NEAR) && lies(xs.at(-1), 'y'),
    top: subject.y <= photo.height * NEAR && lies(ys[0], 'x'),
    bottom: subject.y + subject.height >= photo.height * (1 - NEAR) && lies(ys.at(-1), 'x'),
  };
  return Object.fromEntries(SIDES.map((side) => [side, isEnd[side] && !photo.endsWithin.has(side)])) as typeof isEnd;
}

/** From the least on. Spots lie in rows and columns. */
function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((a, b) => a - b);
}
