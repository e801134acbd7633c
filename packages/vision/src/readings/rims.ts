import type { Box } from '@proofsheet/domain';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';

/** Levels of a channel by which a pixel of a rim may be off its colour: what JPEG does to a flat colour, and beside a step. */
const SAME = { flat: 8, besideStep: 14 } as const;
/** Bars are black, or white: a strip of a floor or a header is neither. */
const BAR = { black: 24, white: 232 } as const;
/** Shares of a line that have the colour of the rim: of the outermost, of a further one, and of the first of the picture. */
const OF_LINE = { outermost: 0.95, further: 0.7, beyond: 0.35 } as const;
/** A step is hard when it is over within so many lines. */
const HARD = 3;
/** and by so many levels along most of it: a shade that goes over into another has no step. */
const STEP = 16;
/** The deepest rims, as shares of a side: a line around the picture, a bar at one side, bars at two. */
const DEEPEST = { line: 0.025, bar: 0.16, bars: 0.35 } as const;
/** At both ends of a line, as a share of it, is what a bar must not go around: the ground of a product does. */
const ENDS = 0.06;
/** A line that is only a little lighter or darker than the next, in levels, as where a white rim was scaled into the picture. */
const FAINT = { least: 12, everywhere: 6, share: 0.9, inside: 0.25 } as const;
/** Beyond what was found, as a share of a side: a rim is soft, and scaling makes it wider. */
const BESIDE = 0.002;
/** Places along a side that are read. */
const PLACES = 600;
/** The least side of an image that has rims worth looking for. */
const LEAST_SIDE = 64;

type Side = 'left' | 'top' | 'right' | 'bottom';

/**
 * The picture within the rims of its file: the black border of an old print, a white line at the edge, the bars of a film.
 * A rim is of one colour, runs along all of a side, and ends in a hard step that does so as well; the plain ground of a
 * product has no such step. Undefined where there are none.
 */
export function withoutRims(pixels: Pixels): Region | undefined {
  const { width, height, channels } = pixels;
  if (channels !== 3 || Math.min(width, height) < LEAST_SIDE) return undefined;
  const [left, right] = rimsOf(pixels, 'left', 'right');
  const [top, bottom] = rimsOf(pixels, 'top', 'bottom');
  if (left + right + top + bottom === 0) return undefined;
  return { left, top, width: width - left - right, height: height - top - bottom };
}

/** How deep the rims at two opposite sides are, in pixels. */
function rimsOf(pixels: Pixels, first: Side, last: Side): [number, number] {
  const deep = first === 'left' ? pixels.width : pixels.height;
  const found = [first, last].map((side) => rimAt(pixels, side)) as [Rim, Rim];
  const most = found.every(({ depth }) => depth > deep * DEEPEST.line) ? DEEPEST.bars : DEEPEST.bar;
  return found.map(({ depth, isBar }) => {
    const isRim = depth > 0 && depth <= deep * (isBar ? most : DEEPEST.line);
    return isRim ? depth + 1 + Math.ceil(deep * BESIDE) : 0;
  }) as [number, number];
}

interface Rim {
  readonly depth: number;
  /** Whether it has the colour of one, and does not go on beside the picture, as the ground does of what stands on it. */
  readonly isBar: boolean;
}

const NONE: Rim = { depth: 0, isBar: false };

function rimAt(pixels: Pixels, side: Side): Rim {
  const lineAt = reader(pixels, side);
  const outermost = lineAt(0);
  const colour = medianOf(middle(outermost));
  if (shareOf(middle(outermost), likeness(colour, SAME.flat)) < OF_LINE.outermost) return faintRim(lineAt);
  const isRim = likeness(colour, SAME.besideStep);
  const deep = side === 'left' || side === 'right' ? pixels.width : pixels.height;
  const limit = Math.max(HARD + 1, Math.ceil(deep * DEEPEST.bars));
  let depth = 1;
  while (depth <= limit && shareOf(middle(lineAt(depth)), isRim) >= OF_LINE.further) depth += 1;
  for (let beyond = depth; beyond < depth + HARD; beyond += 1) {
    const line = lineAt(beyond);
    if (shareOf(middle(line), isRim) > OF_LINE.beyond) continue;
    if (median(stepsBetween(lineAt(depth - 1), line).map(Math.abs)) < STEP) break;
    const goesAround = endsOf(line).every((end) => shareOf(end, isRim) > 0.5);
    return { depth: beyond, isBar: !goesAround && isBlackOrWhite(colour) };
  }
  return faintRim(lineAt);
}

/** Up to three lines that all along are lighter, or all along darker, than the line beside them. */
function faintRim(lineAt: (depth: number) => Line): Rim {
  for (let depth = HARD; depth >= 1; depth -= 1) {
    const step = stepsBetween(lineAt(depth - 1), lineAt(depth));
    const typical = median(step);
    const sameWay = step.filter((by) => by * Math.sign(typical) >= FAINT.everywhere).length / step.length;
    const inside = median(stepsBetween(lineAt(depth), lineAt(depth + 1)).map(Math.abs));
    if (Math.abs(typical) >= FAINT.least && sameWay >= FAINT.share && inside <= Math.abs(typical) * FAINT.inside)
      return { depth, isBar: false };
  }
  return NONE;
}

type Rgb = readonly [r: number, g: number, b: number];
type Line = readonly Rgb[];

/** The lines along a side, from the outermost inwards. */
function reader({ data, width, height }: Pixels, side: Side): (depth: number) => Line {
  const isAcross = side === 'left' || side === 'right';
  const [along, deep] = isAcross ? [height, width] : [width, height];
  const count = Math.min(along, PLACES);
  return (depth) => {
    const line = side === 'left' || side === 'top' ? depth : deep - 1 - depth;
    return Array.from({ length: count }, (_, place) => {
      const at = Math.floor(((place + 0.5) * along) / count);
      const pixel = (isAcross ? at * width + line : line * width + at) * 3;
      return [data[pixel] as number, data[pixel + 1] as number, data[pixel + 2] as number] as const;
    });
  };
}

function middle(line: Line): Line {
  const end = Math.ceil(line.length * ENDS);
  return line.slice(end, line.length - end);
}

function endsOf(line: Line): readonly [Line, Line] {
  const end = Math.ceil(line.length * ENDS);
  return [line.slice(0, end), line.slice(line.length - end)];
}

function likeness(colour: Rgb, same: number): (pixel: Rgb) => boolean {
  return (pixel) => pixel.every((level, channel) => Math.abs(level - (colour[channel] as number)) <= same);
}

function isBlackOrWhite(colour: Rgb): boolean {
  return colour.every((level) => level <= BAR.black) || colour.every((level) => level >= BAR.white);
}

function shareOf(line: Line, holds: (pixel: Rgb) => boolean): number {
  return line.filter(holds).length / line.length;
}

function stepsBetween(outer: Line, inner: Line): number[] {
  const further = middle(inner);
  return middle(outer).map((pixel, at) => light(pixel) - light(further[at] as Rgb));
}

function light([r, g, b]: Rgb): number {
  return 0.299 * r + 0.587 * g + 0.114 * b;
}

function medianOf(line: Line): Rgb {
  const channel = (at: 0 | 1 | 2) => median(line.map((pixel) => pixel[at]));
  return [channel(0), channel(1), channel(2)];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** A region in shares of an image's sides. */
export function sharesOf({ left, top, width, height }: Region, whole: Pixels): Box {
  return { x: left / whole.width, y: top / whole.height, width: width / whole.width, height: height / whole.height };
}
