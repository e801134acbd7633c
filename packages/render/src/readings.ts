import type { TextRun } from './layout.ts';
import { type Box, type Canvas, clip, luminance, type Overlay, type Rgb, rgbOf } from './pixels.ts';
import type { Theme } from './theme.ts';
import type { Setting } from './tree.ts';

/** One line of text as its pixels show it. */
export interface RunReading extends TextRun {
  /** WCAG contrast of the ink against the tenth of its surroundings that is nearest to it. */
  readonly contrast: number;
  /** Height of what is drawn in ink, in pixels. */
  readonly inkHeight: number;
}

/** Colours count as the ink when they are this near: antialiased edges are neither ink nor surroundings. */
const NEAR = 10;
const FAR = 60;
/** Every second pixel each way, like a chessboard: no stroke is thinner than that. */
const STEP = 2;
/** Levels of luminance that surroundings are counted in: counting leaves nothing for the garbage collector. */
const LEVELS = 2048;

/** What was drawn, and where it lies on the canvas. */
type Drawing = Overlay & Box;

/** Reads every run off the canvas, right after its layer was laid on: nothing covers the text yet. */
export function measureRuns(
  canvas: Canvas,
  drawing: Drawing,
  runs: readonly TextRun[],
  setting: Setting,
): RunReading[] {
  return runs.map((run) => {
    const spec = setting.template.slots[run.slot];
    const ink = rgbOf(themeColour(setting.theme, spec?.ink ?? 'ink'));
    const mark = spec?.mark ? rgbOf(themeColour(setting.theme, spec.mark)) : ink;
    const foot = spec?.gradient ? rgbOf(themeColour(setting.theme, spec.gradient)) : undefined;
    return { ...run, ...survey(canvas, drawing, clip(run.box, drawing), { ink, foot, mark }, run.apart) };
  });
}

/** What the letters of a line are drawn in; with a `foot`, in all that lies between it and the ink. */
interface Inks {
  readonly ink: Rgb;
  readonly foot: Rgb | undefined;
  readonly mark: Rgb;
}

/** One pass over a line's box: which pixels are ink, which are surroundings, and how they contrast. Emoji and plates are neither. */
function survey(
  { data: behind, width }: Canvas,
  drawing: Drawing,
  box: Box,
  { ink, foot, mark }: Inks,
  apartFromIt: readonly Box[],
) {
  const { data } = drawing;
  const surroundings = new Uint32Array(LEVELS);
  let [inked, marked] = [false, false];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let y = box.y; y < box.y + box.height; y += STEP) {
    for (let x = box.x + ((y - box.y) % (STEP * 2)) / 2; x < box.x + box.width; x += STEP) {
      const covered = apartFromIt.length > 0 && apartFromIt.find((inset) => contains(inset, x, y));
      if (covered) {
        x = covered.x + covered.width - STEP;
        continue;
      }
      const at = ((y - drawing.y) * drawing.width + x - drawing.x) * 4;
      const alpha = data[at + 3] as number;
      const fromInk = foot ? apartFromBlend(data, at, ink, foot) : apart(data, at, ink);
      const fromMark = apart(data, at, mark);
      const distance = fromInk < fromMark ? fromInk : fromMark;
      if (alpha > 240 && distance < NEAR) {
        if (fromInk <= fromMark) inked = true;
        else marked = true;
        if (y < first) first = y;
        last = y;
      } else if (alpha <= 20 || distance >= FAR) {
        const level = (luminanceAt(behind, (y * width + x) * 3) * (LEVELS - 1)) | 0;
        surroundings[level] = (surroundings[level] as number) + 1;
      }
    }
  }
  const contrast = Math.min(
    inked ? worst(surroundings, ink) : Number.POSITIVE_INFINITY,
    inked && foot ? worst(surroundings, foot) : Number.POSITIVE_INFINITY,
    marked ? worst(surroundings, mark) : Number.POSITIVE_INFINITY,
  );
  // A line of nothing but emoji and plates has nothing to read on its own ground.
  const unread = apartFromIt.length > 0 ? 21 : 1;
  return { contrast: Number.isFinite(contrast) ? contrast : unread, inkHeight: Math.max(0, last - first + STEP) };
}

function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

/** Contrast with the tenth of the surroundings that is nearest to the ink. */
function worst(surroundings: Uint32Array, { r, g, b }: Rgb): number {
  const ink = luminance(r, g, b);
  const contrasts: { ratio: number; count: number }[] = [];
  let total = 0;
  for (const [level, count] of surroundings.entries()) {
    if (count === 0) continue;
    const behind = level / (LEVELS - 1);
    contrasts.push({ ratio: (Math.max(ink, behind) + 0.05) / (Math.min(ink, behind) + 0.05), count });
    total += count;
  }
  contrasts.sort((one, other) => one.ratio - other.ratio);
  let passed = 0;
  for (const { ratio, count } of contrasts) {
    passed += count;
    if (passed > total * 0.1) return ratio;
  }
  return 21;
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
function apart(data: Uint8Array, at: number, { r, g, b }: Rgb): number {
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
