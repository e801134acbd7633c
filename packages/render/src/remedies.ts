import { clampChroma, converter, formatHex, type Oklch } from 'culori';
import { boxAround } from './heads.ts';
import { grown, type Mask } from './outline.ts';
import { type Box, type Canvas, clip, type Rgb, rgbOf } from './pixels.ts';
import type { Drawing, Inks } from './readings.ts';

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
      const [fromInk, fromMark] = [apart(drawing.data, from, ink), apart(drawing.data, from, mark)];
      const cover = alpha * Math.max(0, 1 - Math.min(fromInk, fromMark) / EDGE);
      const mask = fromInk <= fromMark ? inked : marked;
      mask.data[(y - region.y) * region.width + x - region.x] = cover;
    }
  }
}

function apart(data: Uint8Array, at: number, { r, g, b }: Rgb): number {
  const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
  return Math.max(Math.abs(red - r), Math.abs(green - g), Math.abs(blue - b));
}

/** Draws the letters in other colours. */
export function recolour(canvas: Canvas, { region, inked, marked }: Lettering, from: Inks, to: Inks): void {
  const shift = (mask: Mask, old: Rgb, fresh: Rgb) => {
    const change = [fresh.r - old.r, fresh.g - old.g, fresh.b - old.b];
    eachCovered(canvas, region, mask, (at, cover) => {
      for (let channel = 0; channel < 3; channel++) {
        const value = (canvas.data[at + channel] as number) + cover * (change[channel] as number);
        canvas.data[at + channel] = Math.min(255, Math.max(0, Math.round(value)));
      }
    });
  };
  shift(inked, from.ink, to.ink);
  shift(marked, from.mark, to.mark);
}

/** Lays a colour between the letters and what is behind them, as opaque as the mask. */
export function underlay(canvas: Canvas, lettering: Lettering, mask: Mask, colour: Rgb, inks: Inks): void {
  const under = [colour.r, colour.g, colour.b];
  const [ink, mark] = [Object.values(inks.ink), Object.values(inks.mark)];
  eachCovered(canvas, lettering.region, mask, (at, alpha, index) => {
    const byInk = (lettering.inked.data[index] as number) / 255;
    const byMark = (lettering.marked.data[index] as number) / 255;
    for (let channel = 0; channel < 3; channel++) {
      const letters = byInk * (ink[channel] as number) + byMark * (mark[channel] as number);
      const behind = Math.max(0, (canvas.data[at + channel] as number) - letters);
      const laid = (1 - byInk - byMark) * alpha * (under[channel] as number);
      canvas.data[at + channel] = Math.min(255, Math.round(letters + behind * (1 - alpha) + laid));
    }
  });
}

type Visit = (at: number, cover: number, index: number) => void;

function eachCovered(canvas: Canvas, { x, y, width, height }: Box, { data }: Mask, visit: Visit): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const index = row * width + column;
      const cover = data[index] as number;
      if (cover > 0) visit(((y + row) * canvas.width + x + column) * 3, cover / 255, index);
    }
  }
}

/** In type sizes; an outline is never thinner than it can be seen. */
const OUTLINE = 0.07;
const LEAST_OUTLINE = 1.5;

export function outlineMask({ region, inked, marked, size }: Lettering): Mask {
  const data = inked.data.map((cover, at) => Math.max(cover, marked.data[at] as number));
  return grown({ ...region, data }, Math.max(LEAST_OUTLINE, size * OUTLINE));
}

const PLATE_PADDING = 0.25;

/** One rectangle behind all lines. */
export function plateMask({ region, lines, size }: Lettering, strength: number): Mask {
  const padding = size * PLATE_PADDING;
  const distance = distanceFrom(lines);
  return maskOf(region, (x, y) => (distance(x, y) <= padding ? strength : 0));
}

/** Even under the lines, then fading to nothing within a type size. */
export function scrimMask({ region, lines, size }: Lettering, strength: number): Mask {
  const distance = distanceFrom(lines);
  return maskOf(region, (x, y) => {
    const away = Math.min(1, distance(x, y) / (size * 0.95));
    return strength * (1 - away * away * (3 - 2 * away));
  });
}

/** From the rectangle around all lines, in pixels; 0 inside. */
function distanceFrom(lines: readonly Box[]): (x: number, y: number) => number {
  const { x: left, y: top, width, height } = boxAround(lines);
  const [right, bottom] = [left + width, top + height];
  return (x, y) => {
    const across = x < left ? left - x : x > right ? x - right : 0;
    const down = y < top ? top - y : y > bottom ? y - bottom : 0;
    return across === 0 ? down : down === 0 ? across : Math.sqrt(across * across + down * down);
  };
}

function maskOf({ x, y, width, height }: Box, cover: (x: number, y: number) => number): Mask {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      data[row * width + column] = 255 * cover(x + column + 0.5, y + row + 0.5);
  return { width, height, data };
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
