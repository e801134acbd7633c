import { type Box, type ClipShape, spanOf } from '@proofsheet/raster';
import type { Photograph } from '../images/photographs.ts';

/** Between a subject and the slant, as a share of the box's width. */
const AIR = 0.02;
/** Spots along the longer side of a photograph. */
const CELLS = 32;
/** The share of a subject's spots on each side that may lie in the slant: a strap, or a shadow. */
const STRAY = 0.01;

/** The most that a crop is widened so that a slant takes nothing of its subject. */
const MOST_WIDER = 0.14;

/**
 * A crop moved along, as far as its photograph goes and no other part of its subject leaves the box, so that a slanted side takes as little
 * of the subject as can be: its lean is not known to a crop, which is made for the whole box. What it takes all the same it does
 * not of a wider crop, within the photograph or where its ground `goesOn`.
 */
export function besideSlant(
  crop: Box,
  photo: Photograph,
  { box, shape, goesOn }: { box: Box; shape: string | undefined; goesOn: (wider: Box) => boolean },
): Box {
  if (shape !== 'slanted' || photo.focusIsGiven || photo.spots.length === 0) return crop;
  const spanAt = spanOf(shape satisfies ClipShape, box.width, box.height, box.x > 0);
  const scale = box.width / crop.width;
  const rooms = photo.spots.flatMap((spot) => {
    const y = (spot.y - crop.y) * scale;
    if (y < 0 || y > box.height) return [];
    const [from, to] = spanAt(y);
    const x = (spot.x - crop.x) * scale;
    return [{ before: x - from, after: to - x, weight: spot.weight }];
  });
  const [before, after] = [roomOn('before', rooms, STRAY), roomOn('after', rooms, STRAY)];
  const wanted = box.width * AIR;
  // A spot is the middle of a cell, the other half of which has to stay in the box as well.
  const half = (Math.max(photo.width, photo.height) / CELLS / 2) * scale;
  const given = (side: Side) => Math.max(0, roomOn(side, rooms, 0) - half);
  const towardsEnd = before < wanted ? Math.min(wanted - before, given('after')) : 0;
  const shift = towardsEnd > 0 || after >= wanted ? towardsEnd : -Math.min(wanted - after, given('before'));
  const ends = [0, photo.width - crop.width];
  const x = Math.round(
    Math.min(Math.max(crop.x - shift / scale, Math.min(crop.x, ...ends)), Math.max(crop.x, ...ends)),
  );
  const moved = (crop.x - x) * scale;
  const taken = Math.max(0, wanted - before - moved) + Math.max(0, wanted - after + moved);
  const wider = widened({ ...crop, x }, Math.min(MOST_WIDER, taken / box.width));
  return goesOn(wider) ? wider : { ...crop, x };
}

function widened({ x, y, width, height }: Box, by: number): Box {
  const [across, down] = [Math.round(width * by), Math.round(height * by)];
  return { x: x - (across >> 1), y: y - (down >> 1), width: width + across, height: height + down };
}

type Side = 'before' | 'after';
type Room = Readonly<Record<Side | 'weight', number>>;

/** How much room all but the outermost spots have on a side, in pixels; less than nothing where it takes of them. */
function roomOn(side: Side, rooms: readonly Room[], stray: number): number {
  let outer = 0;
  for (const room of rooms.toSorted((one, other) => one[side] - other[side])) {
    outer += room.weight;
    if (outer > stray) return room[side];
  }
  return Number.POSITIVE_INFINITY;
}
