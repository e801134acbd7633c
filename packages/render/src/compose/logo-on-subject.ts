import { type Box, clip } from '@proofsheet/raster';
import type { ClearSpot } from './covered-subject.ts';
import { withClearSpace } from './lay-logo.ts';

/** A spot of which less is seen than this does not matter: a panel or fade has covered it. */
const SEEN = 0.5;

/** The share of a logo with its clear space under which a face or a part of a subject can be seen. */
export function shareOnSubject(
  logo: Box,
  subjects: readonly (readonly ClearSpot[])[],
  faces: readonly { readonly box: Box; readonly clear: number }[],
): number {
  const room = withClearSpace(logo);
  const area = room.width * room.height;
  const onFace = faces.filter(({ clear }) => clear >= SEEN).map(({ box }) => areaOf(clip(room, box)) / area);
  const onSubject = subjects.map((spots) => {
    const cell = cellOf(spots);
    const under = spots
      .filter(({ clear }) => clear >= SEEN)
      .map(({ x, y }) => clip(room, { x: x - cell.width / 2, y: y - cell.height / 2, ...cell }));
    return under.reduce((sum, part) => sum + areaOf(part), 0) / area;
  });
  return Math.min(1, Math.max(0, ...onFace, ...onSubject));
}

/** The part of the frame that each spot stands for: they lie in rows and columns. */
function cellOf(spots: readonly ClearSpot[]): { width: number; height: number } {
  return { width: stepOf(spots.map(({ x }) => x)), height: stepOf(spots.map(({ y }) => y)) };
}

function stepOf(places: readonly number[]): number {
  const sorted = places.toSorted((one, other) => one - other);
  const steps = sorted.slice(1).map((place, index) => place - (sorted[index] as number));
  const least = Math.min(...steps.filter((step) => step > 0.01));
  return Number.isFinite(least) ? least : 0;
}

function areaOf({ width, height }: Box): number {
  return width * height;
}
