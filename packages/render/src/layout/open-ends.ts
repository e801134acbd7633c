import { type Box, boxAround, clip } from '@proofsheet/raster';
import type { Photograph } from '../images/photographs.ts';
import { SIDES, type Side } from '../images/sources.ts';

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

/** From an edge, as a share of its photograph's side: what comes no nearer ends before it, if the edge is calm. */
const AT_CALM = 0.01;
/** What comes as near as this is cut off by its photograph, or hardly less so. */
const CUT_OFF = 0.02;

const OPPOSITE = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' } as const;

/**
 * The sides on which a subject runs out of its photograph. What stands near a calm edge, as on a floor, does not, where the
 * other side is none to go on at.
 */
export function runsOutWhere(photo: Photograph, calm: ReadonlySet<Side>): ReadonlySet<Side> {
  const isPortrait = photo.heads.length > 0 && !photo.isFigure;
  const isBest = (side: Side) => calm.has(side) && !calm.has(OPPOSITE[side]);
  const ends = (side: Side) => isBest(side) && !isPortrait && roomAt(photo, side) > AT_CALM;
  return new Set([...photo.runsOut].filter((side) => !ends(side)));
}

/** Whether the subject is cut only where its photograph cuts it off already. */
export function cutsOpenEndsOnly(crop: Box, photo: Photograph): boolean {
  const { subject, runsOut } = photo;
  if (!subject) return true;
  const cut = {
    left: subject.x < crop.x,
    top: subject.y < crop.y,
    right: subject.x + subject.width > crop.x + crop.width,
    bottom: subject.y + subject.height > crop.y + crop.height,
  };
  return SIDES.every((side) => !cut[side] || (runsOut.has(side) && roomAt(photo, side) <= CUT_OFF));
}

function roomAt({ subject, width, height }: Photograph, side: Side): number {
  if (!subject) return 1;
  const { x, y } = subject;
  const room = { left: x / width, top: y / height };
  const after = { right: 1 - (x + subject.width) / width, bottom: 1 - (y + subject.height) / height };
  return { ...room, ...after }[side];
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
