import { type Box, type Canvas, clip, luminance, type Overlay, type Rgb } from '@proofsheet/raster';
import type { TextRun } from '../../layout/layers.ts';
import { apart, apartFromBlend, type Inks } from './inks.ts';

/**
 * Pixels count as ink when their colour is `near` it and opaque enough, as surroundings when it is `far` from it: the
 * antialiased edges are neither. Strokes of small type are no wider than a pixel and nearly all edge, so every pixel of
 * it is read; of larger type every second one each way, like a chessboard. `share` is how much of the surroundings is
 * ignored, those nearest to the ink first.
 */
const PRECISIONS = {
  small: { near: 70, far: 150, alpha: 150, step: 1, share: 0.3 },
  usual: { near: 10, far: 60, alpha: 240, step: 2, share: 0.1 },
} as const;
/** Below this type size, in pixels, type is small. */
const SMALL = 28;

export function precisionFor({ size }: TextRun): (typeof PRECISIONS)[keyof typeof PRECISIONS] {
  return size < SMALL ? PRECISIONS.small : PRECISIONS.usual;
}

/**
 * On a field that is drawn with the letters, such as a button, all pixels between ink and field are edges; around dense
 * letters those are a third of what is not ink, so more is ignored. One pixel in `others` may belong to something else.
 */
const ON_FIELD = { share: 0.4, others: 50 };
/**
 * The least ground around letters, as a share of the pixels that they cover. Where there is less, the ground counts as
 * ink.
 */
const LEAST_GROUND = 0.04;
/**
 * The least outline, as a share of the pixels that the letters cover, on which they stand whatever lies beyond it. Where
 * less of it was drawn, what lies beyond counts too.
 */
const LEAST_OUTLINE = 0.15;
/** For the ends of a line, faint edges count as well. */
const FAINT = { alpha: 80, distance: 110 } as const;
/** Alpha below which nothing is seen, and above which nothing is seen through. */
const CLEAR = 20;
const OPAQUE = 250;
/** Surroundings are counted by levels of luminance, which leaves nothing for the garbage collector. */
export const LEVELS = 2048;

/** Drawn pixels, and where they lie on the canvas. */
export type Drawing = Overlay & Box;

/** Which pixels of a line are ink, and what surrounds them. */
export interface Survey {
  /** The number of pixels around the letters at each level of luminance. */
  readonly surroundings: Uint32Array;
  /** The share of them that is ignored, nearest to the ink first. */
  readonly share: number;
  readonly inked: boolean;
  readonly marked: boolean;
  /** Where ink begins and ends. */
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Surveys a line in one pass over its box. Emoji and plates are neither ink nor surroundings. */
export function survey(canvas: Canvas, drawing: Drawing, run: TextRun, { ink, foot, mark }: Inks): Survey {
  const { data } = drawing;
  const { near, far, alpha: opaque, step, share } = precisionFor(run);
  const box = clip(run.box, drawing);
  const surroundings = new Uint32Array(LEVELS);
  const edges = new Uint32Array(LEVELS);
  const beyond = new Uint32Array(LEVELS);
  let [letters, around, between, bare] = [0, 0, 0, 0];
  let [inked, marked] = [false, false];
  let [top, left] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [bottom, right] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let y = box.y; y < box.y + box.height; y += step) {
    for (let x = box.x + (((y - box.y) % (step * 2)) >> 1); x < box.x + box.width; x += step) {
      const covered = run.insets.length > 0 && run.insets.find((inset) => contains(inset, x, y));
      if (covered) {
        if (covered.x < left) left = covered.x;
        x = covered.x + covered.width - step;
        if (x > right) right = x;
        continue;
      }
      const at = ((y - drawing.y) * drawing.width + x - drawing.x) * 4;
      const alpha = data[at + 3] as number;
      // Nothing is drawn on most of a line, so there are no colours to tell apart.
      const fromInk = alpha <= CLEAR ? far : foot ? apartFromBlend(data, at, ink, foot) : apart(data, at, ink);
      const fromMark = alpha <= CLEAR || mark === ink ? fromInk : apart(data, at, mark);
      const distance = fromInk < fromMark ? fromInk : fromMark;
      if (alpha > FAINT.alpha && distance < FAINT.distance) {
        if (x < left) left = x;
        if (x > right) right = x;
      }
      if (alpha > opaque && distance < near) {
        if (fromInk <= fromMark) inked = true;
        else marked = true;
        if (y < top) top = y;
        bottom = y;
        letters++;
      } else {
        if (alpha < OPAQUE) bare++;
        const level = (luminanceAt(canvas.data, (y * canvas.width + x) * 3) * (LEVELS - 1)) | 0;
        if (run.outlined && alpha <= CLEAR) beyond[level] = (beyond[level] as number) + 1;
        else if (distance >= far) {
          surroundings[level] = (surroundings[level] as number) + 1;
          around++;
        } else {
          edges[level] = (edges[level] as number) + 1;
          between++;
        }
      }
    }
  }
  if (around < letters * LEAST_OUTLINE)
    for (let level = 0; level < LEVELS; level++) {
      surroundings[level] = (surroundings[level] as number) + (beyond[level] as number);
      around += beyond[level] as number;
    }
  // Edges are thin. Where most of what is not ink counts as edge, the ground itself is nearly the colour of the ink.
  const ground = around * 2 < between ? edges : surroundings;
  if (Math.max(around, between) < letters * LEAST_GROUND) ground[levelOf(inked ? ink : mark)] = letters;
  const onField = bare * ON_FIELD.others < around + between;
  return { surroundings: ground, share: onField ? ON_FIELD.share : share, inked, marked, top, bottom, left, right };
}

function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

function levelOf({ r, g, b }: Rgb): number {
  return (luminance(r, g, b) * (LEVELS - 1)) | 0;
}

function luminanceAt(data: Uint8Array, at: number): number {
  return luminance(data[at] as number, data[at + 1] as number, data[at + 2] as number);
}
