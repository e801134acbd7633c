import { clampChroma, converter, formatHex, type Oklch } from 'culori';
import { boxAround } from './heads.ts';
import { grown, grownAt, type Mask } from './outline.ts';
import { type Box, type Canvas, clip, type Rgb, rgbOf } from './pixels.ts';
import { apart, type Drawing, type Inks } from './readings.ts';

export type Remedy = 'colour' | 'outline' | 'plate' | 'scrim';

/** A part of the frame where text is drawn, and how much of each pixel its letters cover: by their ink, by their marks. */
export interface Lettering {
  readonly region: Box;
  readonly lines: readonly Box[];
  /** The largest type size among the lines. */
  readonly size: number;
  readonly inked: Mask;
  readonly marked: Mask;
}

/** Colours this far from the ink are no letters; between, they are their edges. */
const EDGE = 120;

/** Finds the letters of lines in what was drawn, by their colours. */
export function letteringOf(drawing: Drawing, lines: readonly Box[], size: number, inks: Inks, frame: Box): Lettering {
  const around = boxAround(lines);
  const [x, y] = [Math.floor(around.x - size), Math.floor(around.y - size)];
  const width = Math.ceil(around.x + around.width + size) - x;
  const region = clip({ x, y, width, height: Math.ceil(around.y + around.height + size) - y }, frame);
  const blank = (): Mask => ({ ...region, data: new Uint8Array(region.width * region.height) });
  const lettering = { region, lines, size, inked: blank(), marked: blank() };
  for (const line of lines) coverWith(lettering, drawing, clip(clip(line, drawing), frame), inks);
  return lettering;
}

function coverWith({ region, inked, marked }: Lettering, drawing: Drawing, line: Box, { ink, mark }: Inks): void {
  for (let y = line.y; y < line.y + line.height; y++) {
    for (let x = line.x; x < line.x + line.width; x++) {
      const from = ((y - drawing.y) * drawing.width + x - drawing.x) * 4;
      const alpha = drawing.data[from + 3] as number;
      if (alpha === 0) continue;
      const fromInk = apart(drawing.data, from, ink);
      const fromMark = mark === ink ? fromInk : apart(drawing.data, from, mark);
      const nearer = fromInk < fromMark ? fromInk : fromMark;
      if (nearer >= EDGE) continue;
      const { data } = fromInk <= fromMark ? inked : marked;
      data[(y - region.y) * region.width + x - region.x] = alpha * (1 - nearer / EDGE);
    }
  }
}

/** Draws the letters in other colours. */
export function recolour(canvas: Canvas, { region, inked, marked }: Lettering, from: Inks, to: Inks): void {
  shift(canvas, region, inked, from.ink, to.ink);
  shift(canvas, region, marked, from.mark, to.mark);
}

function shift({ data, width }: Canvas, region: Box, letters: Mask, old: Rgb, fresh: Rgb): void {
  const [r, g, b] = [fresh.r - old.r, fresh.g - old.g, fresh.b - old.b];
  if (r === 0 && g === 0 && b === 0) return;
  const moved = (at: number, change: number) => Math.min(255, Math.max(0, Math.round((data[at] as number) + change)));
  for (let row = 0, index = 0; row < region.height; row++) {
    let at = ((region.y + row) * width + region.x) * 3;
    for (let column = 0; column < region.width; column++, index++, at += 3) {
      const cover = (letters.data[index] as number) / 255;
      if (cover === 0) continue;
      data[at] = moved(at, cover * r);
      data[at + 1] = moved(at + 1, cover * g);
      data[at + 2] = moved(at + 2, cover * b);
    }
  }
}

/** A colour between the letters and what is behind them, as opaque as the mask at that strength, 0 to 1. */
export interface Underlay {
  readonly mask: Mask;
  readonly strength: number;
  readonly colour: Rgb;
}

export function underlay(canvas: Canvas, lettering: Lettering, { mask, strength, colour }: Underlay, inks: Inks): void {
  const { data, width } = canvas;
  const { region, inked, marked } = lettering;
  const { ink, mark } = inks;
  for (let row = 0, index = 0; row < region.height; row++) {
    let at = ((region.y + row) * width + region.x) * 3;
    for (let column = 0; column < region.width; column++, index++, at += 3) {
      const alpha = ((mask.data[index] as number) * strength) / 255;
      if (alpha === 0) continue;
      const [byInk, byMark] = [(inked.data[index] as number) / 255, (marked.data[index] as number) / 255];
      data[at] = laid(data[at] as number, byInk * ink.r + byMark * mark.r, byInk + byMark, alpha, colour.r);
      data[at + 1] = laid(data[at + 1] as number, byInk * ink.g + byMark * mark.g, byInk + byMark, alpha, colour.g);
      data[at + 2] = laid(data[at + 2] as number, byInk * ink.b + byMark * mark.b, byInk + byMark, alpha, colour.b);
    }
  }
}

/** One channel of a pixel of which `letters` is the letters' own part, and `cover` their share. */
function laid(value: number, letters: number, cover: number, alpha: number, under: number): number {
  const behind = Math.max(0, value - letters);
  return Math.min(255, Math.round(letters + behind * (1 - alpha) + (1 - cover) * alpha * under));
}

/** A mask that is drawn whole only when it is laid. */
export interface Cover {
  /** Of one pixel of the region: 0 to 255. */
  at(index: number): number;
  whole(): Mask;
}

/** In type sizes; an outline is never thinner than it can be seen. */
const OUTLINE = 0.07;
const LEAST_OUTLINE = 1.5;

export function outlineCover({ region, inked, marked, size }: Lettering): Cover {
  const letters = { ...region, data: eitherOf(inked.data, marked.data) };
  const radius = Math.max(LEAST_OUTLINE, size * OUTLINE);
  return { at: (index) => grownAt(letters, radius, index), whole: () => grown(letters, radius) };
}

/** The larger of two covers of each pixel. */
function eitherOf(one: Uint8Array, other: Uint8Array): Uint8Array {
  const either = one.slice();
  for (let at = 0; at < either.length; at++) {
    const cover = other[at] as number;
    if (cover > (either[at] as number)) either[at] = cover;
  }
  return either;
}

/** In type sizes. */
const PLATE_PADDING = 0.25;
const SCRIM_REACH = 0.95;

/** One rectangle behind all lines. */
export function plateCover(lettering: Lettering): Cover {
  const padding = lettering.size * PLATE_PADDING;
  return coverAround(lettering, padding + 1, (distance) => (distance <= padding ? 1 : 0));
}

/** Even under the lines, then fading to nothing within a type size. */
export function scrimCover(lettering: Lettering): Cover {
  const reach = lettering.size * SCRIM_REACH;
  return coverAround(lettering, reach, (distance) => {
    const away = Math.min(1, distance / reach);
    return 1 - away * away * (3 - 2 * away);
  });
}

/** Parts of a pixel in which distances are told apart. */
const PARTS = 4;

/** By the distance from the rectangle around all lines, in pixels; 0 inside. Nothing is covered from `reach` on. */
function coverAround({ region, lines }: Lettering, reach: number, cover: (distance: number) => number): Cover {
  const covers = Uint8Array.from({ length: Math.ceil(reach) * PARTS + 1 }, (_, part) => 255 * cover(part / PARTS));
  const last = covers.length - 1;
  const around = boxAround(lines);
  const { x, y, width, height } = region;
  const columns = Float64Array.from({ length: width }, (_, at) => outside(x + at + 0.5, around.x, around.width));
  const rows = Float64Array.from({ length: height }, (_, at) => outside(y + at + 0.5, around.y, around.height));
  const between = (beside: number, above: number): number => {
    const distance = beside === 0 ? above : Math.sqrt(beside * beside + above * above);
    return covers[Math.min(last, (distance * PARTS) | 0)] as number;
  };
  return {
    at: (index) => between(columns[index % width] as number, rows[Math.floor(index / width)] as number),
    whole() {
      const data = new Uint8Array(width * height);
      for (let row = 0, at = 0; row < height; row++) {
        for (let column = 0; column < width; column++, at++) {
          data[at] = between(columns[column] as number, rows[row] as number);
        }
      }
      return { width, height, data };
    },
  };
}

/** How far a place is outside of a stretch. */
function outside(place: number, from: number, length: number): number {
  return place < from ? from - place : Math.max(0, place - from - length);
}

const oklch = converter('oklch');
const STEP = 0.02;
/** Moved further, or with less of its chroma left, it is another colour and no longer the brand's. */
const MOST_MOVED = 0.24;
const LEAST_CHROMA = 0.6;

/** The colour nearest in lightness that passes, its hue kept; undefined when none that is like it does. */
export function nearestThatPasses(ink: Rgb, passes: (candidate: Rgb) => boolean): Rgb | undefined {
  const start: Oklch = oklch({ mode: 'rgb', r: ink.r / 255, g: ink.g / 255, b: ink.b / 255 });
  for (let away = 0; away <= MOST_MOVED; away += STEP) {
    for (const l of [start.l + away, start.l - away]) {
      if (l < 0 || l > 1) continue;
      const moved = clampChroma({ ...start, l }, 'oklch');
      if (start.c > 0.04 && moved.c < start.c * LEAST_CHROMA) continue;
      const candidate = away === 0 ? ink : rgbOf(formatHex(moved));
      if (passes(candidate)) return candidate;
    }
  }
  return undefined;
}
