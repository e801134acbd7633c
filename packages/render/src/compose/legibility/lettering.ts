import { type Box, boxAround, type Canvas, clip, type Mask, type Rgb } from '@proofsheet/raster';
import { apart, type Inks } from './inks.ts';
import type { Drawing } from './survey.ts';

/** A part of the frame where text is drawn, and how much of each pixel its plain and its marked letters cover. */
export interface Lettering {
  readonly region: Box;
  readonly lines: readonly Box[];
  /** The largest type size among the lines. */
  readonly size: number;
  readonly inked: Mask;
  readonly marked: Mask;
}

/** A colour this far from the ink belongs to no letter; nearer ones belong to its edge. */
const EDGE = 120;
/** Alpha, of 255, from which a pixel is a plate's. */
const OPAQUE = 250;

/** Finds the letters of these lines among the drawn pixels, by their colours. */
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
  const edge = edgeOn(drawing, line, ink, mark);
  for (let y = line.y; y < line.y + line.height; y++) {
    for (let x = line.x; x < line.x + line.width; x++) {
      const from = ((y - drawing.y) * drawing.width + x - drawing.x) * 4;
      const alpha = drawing.data[from + 3] as number;
      if (alpha === 0) continue;
      const fromInk = apart(drawing.data, from, ink);
      const fromMark = mark === ink ? fromInk : apart(drawing.data, from, mark);
      const nearer = fromInk < fromMark ? fromInk : fromMark;
      if (nearer >= edge) continue;
      const { data } = fromInk <= fromMark ? inked : marked;
      data[(y - region.y) * region.width + x - region.x] = alpha * (1 - nearer / edge);
    }
  }
}

/** How far from the ink letters end: on a plate that was drawn with them, such as a red button, where that begins. */
function edgeOn({ data, ...drawing }: Drawing, { x, y }: Box, ink: Rgb, mark: Rgb): number {
  const corner = ((y - drawing.y) * drawing.width + x - drawing.x) * 4;
  if ((data[corner + 3] ?? 0) < OPAQUE) return EDGE;
  return Math.max(1, Math.min(EDGE, apart(data, corner, ink), apart(data, corner, mark)));
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
