import { convertRgbToOklab } from 'culori/fn';
import type { Pixels } from '../planes/pixels.ts';

/** A small image in OKLab, where equal distances look equally large. */
export interface LabPixels {
  readonly width: number;
  readonly height: number;
  /** Lightness 0 to 1, then green to red and blue to yellow, about -0.4 to 0.4: three numbers a pixel. */
  readonly lab: Float32Array;
  /**
   * 1 where a pixel is visible. Where all are nearly transparent, all count as visible: readings always have a pixel to
   * read.
   */
  readonly visible: Uint8Array;
  readonly visibleCount: number;
}

export type Lab = readonly [l: number, a: number, b: number];

/** Alpha from which a pixel is visible. */
const VISIBLE_ALPHA = 128;

export function labPixels({ data, width, height, channels }: Pixels): LabPixels {
  const count = width * height;
  const lab = new Float32Array(count * 3);
  const visible = new Uint8Array(count);
  let visibleCount = 0;
  for (let pixel = 0, at = 0; pixel < count; pixel += 1, at += channels) {
    const r = (data[at] ?? 0) / 255;
    const g = (data[at + 1] ?? 0) / 255;
    const b = (data[at + 2] ?? 0) / 255;
    const colour = convertRgbToOklab({ r, g, b });
    lab[pixel * 3] = colour.l;
    lab[pixel * 3 + 1] = colour.a;
    lab[pixel * 3 + 2] = colour.b;
    if (channels === 4 && (data[at + 3] ?? 0) < VISIBLE_ALPHA) continue;
    visible[pixel] = 1;
    visibleCount += 1;
  }
  if (visibleCount > 0) return { width, height, lab, visible, visibleCount };
  return { width, height, lab, visible: visible.fill(1), visibleCount: count };
}

export function labAt({ lab }: LabPixels, pixel: number): Lab {
  return [lab[pixel * 3] ?? 0, lab[pixel * 3 + 1] ?? 0, lab[pixel * 3 + 2] ?? 0];
}

/** Weight of lightness when colours are compared by name: light and dark red are both red, and brown is not. */
const LIGHTNESS_WEIGHT = 0.6;

/** The squared difference of two colours as far as their names go. */
export function squaredDistance(one: Lab, other: Lab): number {
  return (LIGHTNESS_WEIGHT * (one[0] - other[0])) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
}
