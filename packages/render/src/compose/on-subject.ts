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

/** How many times as much a part of a plate counts as one of a line: a corner on a head or a limb is on it. */
const PLATE_MEETS = 2;

/** The share of a line from which it stands on a cut-out as a whole, as on a jacket, and does not run into it. */
const WHOLLY = 0.85;

/** How far a line runs into a cut-out at its edge: twice the share of it that does, 0 where all of it is on it. */
export function runningInto(line: TextRun, cutouts: readonly (readonly ClearSpot[])[]): number {
  const share = shareOfLine(line, cutouts);
  return share > WHOLLY ? 0 : Math.min(1, share * PLATE_MEETS);
}

/** Around a plate, in its heights, how far off a subject is still beside it. */
const BESIDE = 0.3;

/**
 * How far a plate lies on a subject: twice the share of it that does, of a subject that is seen beside it: `before` are its spots as they were
 * before the plate's drawing was laid, which may also have a panel that covers it all the same.
 */
export function shareOfPlate(
  plate: Box,
  before: readonly (readonly ClearSpot[])[],
  after: readonly (readonly ClearSpot[])[],
): number {
  const around = withMargin(plate, plate.height * BESIDE);
  const seen = shares(around, after);
  const meets = shares(plate, before).map((share, index) => ((seen[index] as number) > 0 ? share * PLATE_MEETS : 0));
  return Math.min(1, Math.max(0, ...meets));
}

function withMargin({ x, y, width, height }: Box, margin: number): Box {
  return { x: x - margin, y: y - margin, width: width + margin * 2, height: height + margin * 2 };
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
