import { type Box, clip } from '@proofsheet/raster';
import type { TextRun } from '../layout/layers.ts';
import type { ClearSpot } from './covered-subject.ts';
import { withClearSpace } from './lay-logo.ts';

/** A spot of which less is seen than this does not matter: a panel or fade has covered it. */
const SEEN = 0.5;

/** How many times as much a part of the logo itself counts as one of its clear space. */
const MEETS = 4;

/** How far a logo is on a subject that has this share of the logo itself: one that meets a letter is on it. */
export function meeting(share: number): number {
  return Math.min(1, share * MEETS);
}

/** The share of a logo with its clear space under which a face or a part of a subject can be seen; of the logo, fourfold. */
export function shareOnSubject(
  logo: Box,
  subjects: readonly (readonly ClearSpot[])[],
  faces: readonly { readonly box: Box; readonly clear: number }[],
): number {
  const room = withClearSpace(logo);
  const onFace = faces.filter(({ clear }) => clear >= SEEN).map(({ box }) => areaOf(clip(room, box)) / areaOf(room));
  const onLogo = shares(logo, subjects).map(meeting);
  return Math.min(1, Math.max(0, ...onFace, ...shares(room, subjects), ...onLogo));
}

/** The share of a line of text, of what its letters fill, under which a part of a subject can be seen. */
export function shareOfLine({ box, size }: TextRun, subjects: readonly (readonly ClearSpot[])[]): number {
  const leading = Math.min(size * LEADING, box.height / 3);
  const letters = { ...box, y: box.y + leading, height: box.height - leading * 2 };
  return Math.min(1, Math.max(0, ...shares(letters, subjects)));
}

/** Of a line's box, at its head and foot, what few letters reach, in type sizes. */
const LEADING = 0.14;

function shares(room: Box, subjects: readonly (readonly ClearSpot[])[]): number[] {
  return subjects.map((spots) => {
    const cell = cellOf(spots);
    const under = spots
      .filter(({ clear }) => clear >= SEEN)
      .map(({ x, y }) => clip(room, { x: x - cell.width / 2, y: y - cell.height / 2, ...cell }));
    return under.reduce((sum, part) => sum + areaOf(part), 0) / Math.max(1, areaOf(room));
  });
}

const cells = new WeakMap<readonly ClearSpot[], { width: number; height: number }>();

/** The part of the frame that each spot stands for: they lie in rows and columns. */
function cellOf(spots: readonly ClearSpot[]): { width: number; height: number } {
  const cell = cells.get(spots) ?? { width: stepOf(spots.map(({ x }) => x)), height: stepOf(spots.map(({ y }) => y)) };
  cells.set(spots, cell);
  return cell;
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
