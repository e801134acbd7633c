import { type Box, type Canvas, clip, luminance, type Overlay, type Rgb } from '@proofsheet/raster';
import type { TextRun } from '../../layout/layers.ts';
import { apart, apartFromBlend, type Inks } from './inks.ts';

/**
 * Pixels count as ink when their colour is `near` it and opaque enough, as surroundings when it is `far` from it: the
 * antialiased edges are neither. Strokes of small type are no wider than a pixel and are nearly all edge; there every
 * pixel is looked at, and of larger type every second one each way, like a chessboard. `share` is how much of the
 * surroundings, nearest to the ink first, is left out of account.
 */
const PRECISIONS = {
  small: { near: 70, far: 150, alpha: 150, step: 1, share: 0.3 },
  usual: { near: 10, far: 60, alpha: 240, step: 2, share: 0.1 },
} as const;
/** Type size in pixels. */
const SMALL = 28;

export function precisionFor({ size }: TextRun): (typeof PRECISIONS)[keyof typeof PRECISIONS] {
  return size < SMALL ? PRECISIONS.small : PRECISIONS.usual;
}
/**
 * On a field that is drawn with them, such as a button, all that lies between ink and field are edges, and of dense letters
 * those are a third of what is not ink: so much more is left out of account. A pixel in so many may be another's.
 */
const ON_FIELD = { share: 0.4, others: 50 };
/** No letters are so dense that less than this is around them, as a share of what they cover: then the ground is ink. */
const LEAST_GROUND = 0.04;
/** Where a line ends, faint edges count as well. */
const FAINT = { alpha: 80, distance: 110 } as const;
/** An alpha that nobody sees, and one through which nobody sees. */
const CLEAR = 20;
const OPAQUE = 250;
/** Levels of luminance that surroundings are counted in: counting leaves nothing for the garbage collector. */
export const LEVELS = 2048;

/** What was drawn, and where it lies on the canvas. */
export type Drawing = Overlay & Box;

export interface Survey {
  /** How many pixels around the letters have which luminance. */
  readonly surroundings: Uint32Array;
  /** How much of them is left out of account, nearest to the ink first. */
  readonly share: number;
  readonly inked: boolean;
  readonly marked: boolean;
  /** Where ink begins and ends. */
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** One pass over a line's box: which pixels are ink, which are surroundings. Emoji and plates are neither. */
export function survey(canvas: Canvas, drawing: Drawing, run: TextRun, { ink, foot, mark }: Inks): Survey {
  const { data } = drawing;
  const { near, far, alpha: opaque, step, share } = precisionFor(run);
  const box = clip(run.box, drawing);
  const surroundings = new Uint32Array(LEVELS);
  const edges = new Uint32Array(LEVELS);
  let [letters, around, between, bare] = [0, 0, 0, 0];
  let [inked, marked] = [false, false];
  let [top, left] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [bottom, right] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let y = box.y; y < box.y + box.height; y += step) {
    for (let x = box.x + (((y - box.y) % (step * 2)) >> 1); x < box.x + box.width; x += step) {
      const covered = run.apart.length > 0 && run.apart.find((inset) => contains(inset, x, y));
      if (covered) {
        if (covered.x < left) left = covered.x;
        x = covered.x + covered.width - step;
        if (x > right) right = x;
        continue;
      }
      const at = ((y - drawing.y) * drawing.width + x - drawing.x) * 4;
      const alpha = data[at + 3] as number;
      // Where nothing is drawn, which is most of a line, no colour has to be told from another.
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
        if (distance >= far) {
          surroundings[level] = (surroundings[level] as number) + 1;
          around++;
        } else {
          edges[level] = (edges[level] as number) + 1;
          between++;
        }
      }
    }
  }
  // Edges are thin: where they are most of what is not ink, the ground itself is nearly the colour of the ink.
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
