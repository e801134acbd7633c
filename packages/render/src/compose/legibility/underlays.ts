import { boxAround, type Canvas, dilate, dilatedAt, type Mask, type Rgb } from '@proofsheet/raster';
import type { Inks } from './inks.ts';
import type { Lettering } from './lettering.ts';

/** A colour between letters and background: as opaque as its mask, times a strength of 0 to 1. */
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

/** One channel of a pixel: `letters` is what the letters contribute to it, `cover` the share that they cover. */
function laid(value: number, letters: number, cover: number, alpha: number, under: number): number {
  const behind = Math.max(0, value - letters);
  return Math.min(255, Math.round(letters + behind * (1 - alpha) + (1 - cover) * alpha * under));
}

/** A mask that can be asked for single pixels, and is drawn whole only when it is laid. */
export interface Cover {
  /** Of one pixel of the region: 0 to 255. */
  at(index: number): number;
  whole(): Mask;
}

/** In type sizes; and in pixels, because a thinner outline would not be seen. */
const OUTLINE = 0.07;
const LEAST_OUTLINE = 1.5;

export function outlineCover({ region, inked, marked, size }: Lettering): Cover {
  const letters = { ...region, data: eitherOf(inked.data, marked.data) };
  const radius = Math.max(LEAST_OUTLINE, size * OUTLINE);
  return { at: (index) => dilatedAt(letters, radius, index), whole: () => dilate(letters, radius) };
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

/** Even under the lines, fading to nothing within a type size around them. */
export function scrimCover(lettering: Lettering): Cover {
  const reach = lettering.size * SCRIM_REACH;
  return coverAround(lettering, reach, (distance) => {
    const away = Math.min(1, distance / reach);
    return 1 - away * away * (3 - 2 * away);
  });
}

/** Into how many parts of a pixel distances are rounded. */
const PARTS = 4;

/** Covers by the distance from the rectangle around all lines, in pixels, 0 inside it; nothing from `reach` on. */
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

/** How far a coordinate lies outside an interval. */
function outside(place: number, from: number, length: number): number {
  return place < from ? from - place : Math.max(0, place - from - length);
}
