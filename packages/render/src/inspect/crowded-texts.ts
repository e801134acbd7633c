import { type Box, clip } from '@proofsheet/raster';
import type { Layout, TextRun } from '../layout/layers.ts';
import { isCutout } from '../templates/manifest.ts';

/** Between a line and another text or the plate of one, in sizes of the smaller type. */
const LEAST_AIR = 0.25;
/** Between a line and the edge of a photograph, in type sizes. */
const BESIDE_PHOTOGRAPH = 0.35;
/** Of a line's box, at its head and foot, what few letters reach, in type sizes. */
const LEADING = 0.14;

/** Texts that are set as one: they stand closer. */
const GROUPS: readonly RegExp[] = [/price$/, /^coupon/, /^(rating|reviews)$/, /^(number|headline|emoji)$/];

/** Pairs of a line and what it touches, by their names: another text, or the plate of one, which may lie over it. */
export function crowdedTexts({ layers }: Layout): string[] {
  const all = layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : [])).filter(({ isPlate }) => !isPlate);
  const upright = all.filter(({ turned }) => !turned);
  const lines = upright.filter(({ plate }) => plate === undefined);
  const near = lines.flatMap((line) =>
    upright.filter((other) => isApart(line, other) && isNear(line, other)).map((other) => pairOf(line, other)),
  );
  const below = all.flatMap((line, at) =>
    all
      .slice(at + 1)
      .filter((other) => isApart(line, other) && liesOver(line, other))
      .map((other) => pairOf(line, other)),
  );
  return [...new Set([...near, ...below])];
}

function pairOf(line: TextRun, other: TextRun): string {
  return [line.slot, other.slot].toSorted().join(' and ');
}

/** Of the box of a line that is turned, what its letters take for sure, as a share of its sides. */
const SURELY_LETTERS = 0.6;

/** Whether an upright plate, which is drawn later, lies over the letters of a line. */
function liesOver(line: TextRun, { plate, turned }: TextRun): boolean {
  if (!plate || turned) return false;
  const letters = line.turned ? middleOf(line.box) : lettersOf(line);
  const { width, height } = clip(plate, letters);
  return width > 0 && height > 0;
}

function middleOf({ x, y, width, height }: Box): Box {
  const [across, down] = [width * SURELY_LETTERS, height * SURELY_LETTERS];
  return { x: x + (width - across) / 2, y: y + (height - down) / 2, width: across, height: down };
}

/** Whether a line stands on or close beside the edge of a photograph; a fade may hide the edge, which no layout tells. */
export function isAtPhotograph({ layers }: Layout): boolean {
  const photographs = layers.flatMap((layer) =>
    layer.type === 'image' && layer.slot !== 'backdrop' && !isCutout(layer.slot) ? [layer.placement] : [],
  );
  const lines = layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : []));
  return lines.some((line) =>
    photographs.some(({ mat, box }) => {
      const letters = lettersOf(line);
      const shared = clip(letters, mat ?? box);
      const isWithin = shared.width >= letters.width && shared.height >= letters.height;
      return !isWithin && airBetween(letters, mat ?? box) < BESIDE_PHOTOGRAPH * line.size;
    }),
  );
}

/** Whether two lines belong to different texts. */
function isApart(one: TextRun, other: TextRun): boolean {
  return one.slot !== other.slot && !GROUPS.some((group) => group.test(one.slot) && group.test(other.slot));
}

function isNear(line: TextRun, other: TextRun): boolean {
  const air = airBetween(lettersOf(line), other.plate ?? lettersOf(other));
  return air < LEAST_AIR * Math.min(line.size, other.size);
}

function lettersOf({ box, size }: TextRun): Box {
  const leading = Math.min(size * LEADING, box.height / 3);
  return { ...box, y: box.y + leading, height: box.height - leading * 2 };
}

/** The distance between two boxes; 0 where they share room. */
function airBetween(one: Box, other: Box): number {
  const across = Math.max(other.x - one.x - one.width, one.x - other.x - other.width, 0);
  const down = Math.max(other.y - one.y - one.height, one.y - other.y - other.height, 0);
  return Math.hypot(across, down);
}
