import type { TextRun } from './layout.ts';
import { leastContrastOf } from './legibility.ts';
import { type Box, type Canvas, clip, luminance, type Overlay, type Rgb, rgbOf } from './pixels.ts';
import type { TextSlot } from './templates.ts';
import type { Theme } from './theme.ts';
import type { Setting } from './tree.ts';

/** One line of text as its pixels show it. */
export interface RunReading extends TextRun {
  /** WCAG contrast of the ink against its surroundings, the tenth that is nearest to it apart; of small type, and of type on a field of its own, more. */
  readonly contrast: number;
  /** What WCAG asks of type of this size. */
  readonly leastContrast: number;
  /** Height of what is drawn in ink, in pixels. */
  readonly inkHeight: number;
  /** How much of its length or height was not drawn, in type sizes; side bearings and thin ends count a little. */
  readonly lost: number;
}

/**
 * Pixels count as ink when their colour is `near` it and opaque enough, as surroundings when it is `far` from it: the
 * antialiased edges are neither. Strokes of small type are no wider than a pixel and are nearly all edge; there every
 * pixel is looked at, and of larger type every second one each way, like a chessboard. `share` is how much of the
 * surroundings, nearest to the ink first, is left out of account.
 */
const LOOKS = {
  small: { near: 70, far: 150, alpha: 150, step: 1, share: 0.3 },
  usual: { near: 10, far: 60, alpha: 240, step: 2, share: 0.1 },
} as const;
/** Type size in pixels. */
const SMALL = 28;

function lookAt({ size }: TextRun): (typeof LOOKS)[keyof typeof LOOKS] {
  return size < SMALL ? LOOKS.small : LOOKS.usual;
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
/** No letters of any script are lower than this, in type sizes. */
const LEAST_HEIGHT = 0.3;
/** An alpha that nobody sees, and one through which nobody sees. */
const CLEAR = 20;
const OPAQUE = 250;
/** Levels of luminance that surroundings are counted in: counting leaves nothing for the garbage collector. */
const LEVELS = 2048;

/** What was drawn, and where it lies on the canvas. */
export type Drawing = Overlay & Box;

/** What the letters of a slot are drawn in; with a `foot`, in all that lies between it and the ink. */
export interface Inks {
  readonly ink: Rgb;
  readonly foot: Rgb | undefined;
  readonly mark: Rgb;
}

export function inksOf({ template, theme }: Setting, slot: TextSlot): Inks {
  const spec = template.slots[slot];
  const ink = rgbOf(themeColour(theme, spec?.ink ?? 'ink'));
  const mark = spec?.mark ? rgbOf(themeColour(theme, spec.mark)) : ink;
  return { ink, foot: spec?.gradient ? rgbOf(themeColour(theme, spec.gradient)) : undefined, mark };
}

/** Reads every run off the canvas, right after its layer was laid on: nothing covers the text yet. */
export function measureRuns(
  canvas: Canvas,
  drawing: Drawing,
  runs: readonly TextRun[],
  setting: Setting,
): RunReading[] {
  return runs.map((run) => {
    const inks = inksOf(setting, run.slot);
    const seen = survey(canvas, drawing, run, inks);
    const contrasts = contrastsIn(seen, inks);
    // A line of nothing but emoji and plates has nothing to read on its own ground.
    const unread = run.apart.length > 0 ? 21 : 1;
    const contrast = Math.min(...Object.values(contrasts));
    return {
      ...run,
      contrast: Number.isFinite(contrast) ? contrast : unread,
      leastContrast: leastContrastOf(run, setting.format),
      inkHeight: Math.max(0, seen.bottom - seen.top + lookAt(run).step),
      lost: lostOf(run, seen),
    };
  });
}

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
  const { near, far, alpha: opaque, step, share } = lookAt(run);
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

/** The contrasts of what letters are drawn in, in the colours given; infinite for what the line has nothing of. */
export function contrastsIn(
  { surroundings, share, inked, marked }: Survey,
  { ink, foot, mark }: Inks,
): Record<keyof Inks, number> {
  const none = Number.POSITIVE_INFINITY;
  return {
    ink: inked ? worst(surroundings, ink, share) : none,
    foot: inked && foot ? worst(surroundings, foot, share) : none,
    mark: marked ? worst(surroundings, mark, share) : none,
  };
}

function lostOf(run: TextRun, { left, right, top, bottom }: Survey): number {
  const { box, size, apart: insets, blank } = run;
  if (size === 0) return 0;
  const { step } = lookAt(run);
  const drawn = Math.max(0, right - left + step);
  const height = Math.max(0, bottom - top + step);
  const low = insets.length > 0 ? 0 : Math.max(0, LEAST_HEIGHT - height / size) / LEAST_HEIGHT;
  return Math.max(low, (box.width - drawn - step) / size - blank, 0);
}

function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

/** The contrast with what of the surroundings is nearest to the ink, that share of them apart. */
function worst(surroundings: Uint32Array, { r, g, b }: Rgb, share: number): number {
  const ink = luminance(r, g, b);
  let total = 0;
  for (let level = 0; level < LEVELS; level++) total += surroundings[level] as number;
  // From the ink's own level outwards, whichever side is nearer to it next.
  let darker = Math.floor(ink * (LEVELS - 1));
  let lighter = darker + 1;
  let passed = 0;
  while (darker >= 0 || lighter < LEVELS) {
    const below = darker < 0 ? Number.POSITIVE_INFINITY : (ink + 0.05) / (darker / (LEVELS - 1) + 0.05);
    const above = lighter >= LEVELS ? Number.POSITIVE_INFINITY : (lighter / (LEVELS - 1) + 0.05) / (ink + 0.05);
    passed += surroundings[below <= above ? darker-- : lighter++] as number;
    if (passed > total * share) return Math.min(below, above);
  }
  return 21;
}

function levelOf({ r, g, b }: Rgb): number {
  return (luminance(r, g, b) * (LEVELS - 1)) | 0;
}

function luminanceAt(data: Uint8Array, at: number): number {
  return luminance(data[at] as number, data[at + 1] as number, data[at + 2] as number);
}

/** As `apart`, from the nearest of the colours between two. */
function apartFromBlend(data: Uint8Array, at: number, from: Rgb, to: Rgb): number {
  const [r, g, b] = [to.r - from.r, to.g - from.g, to.b - from.b];
  const length = r * r + g * g + b * b || 1;
  const along =
    (((data[at] as number) - from.r) * r +
      ((data[at + 1] as number) - from.g) * g +
      ((data[at + 2] as number) - from.b) * b) /
    length;
  const share = Math.min(1, Math.max(0, along));
  return apart(data, at, { r: from.r + r * share, g: from.g + g * share, b: from.b + b * share });
}

/** The largest difference of the three channels: the largest of them, in plain comparisons, for this runs per pixel. */
export function apart(data: Uint8Array, at: number, { r, g, b }: Rgb): number {
  const red = Math.abs((data[at] as number) - r);
  const green = Math.abs((data[at + 1] as number) - g);
  const blue = Math.abs((data[at + 2] as number) - b);
  return red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
}

/** A theme colour by its CSS name. */
function themeColour(theme: Theme, name: string): string {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return theme[key as keyof Theme];
}
