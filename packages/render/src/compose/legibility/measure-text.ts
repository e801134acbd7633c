import { type Box, type Canvas, clip, luminance, type Rgb } from '@proofsheet/raster';
import type { TextRun } from '../../layout/layers.ts';
import type { Setting } from '../../layout/setting.ts';
import { emojiContrastOf } from './emoji-contrast.ts';
import { type Inks, inksOf } from './inks.ts';
import { type Drawing, LEVELS, precisionFor, type Survey, survey } from './survey.ts';
import { leastContrastOf } from './thresholds.ts';

/** One line of text as its pixels show it. */
export interface MeasuredRun extends TextRun {
  /**
   * WCAG contrast of the ink with its surroundings, ignoring the tenth of them that is nearest to it; more is ignored
   * of small type and of type on its own field.
   */
  readonly contrast: number;
  /** The contrast that WCAG asks of type of this size. */
  readonly leastContrast: number;
  /** The contrast of the emoji that stands out least; infinite without any. No fix has an emoji in other colours. */
  readonly emojiContrast: number;
  /** Height of the inked pixels, those of emoji among them. */
  readonly inkHeight: number;
  /** How much of its length or height was not drawn, in type sizes. Side bearings and thin ends count a little. */
  readonly lost: number;
}

/** The least height of letters in any script, and of a sign such as a dash, in type sizes. */
const LEAST_HEIGHT = { letters: 0.3, signs: 0.02 } as const;

/** Measures every run on the canvas. To be called right after its layer was laid, before anything covers the text. */
export function measureRuns(
  canvas: Canvas,
  drawing: Drawing,
  runs: readonly TextRun[],
  setting: Setting,
): MeasuredRun[] {
  return runs.map((run) => {
    const inks = inksOf(setting, run.slot);
    const seen = survey(canvas, drawing, run, inks);
    const contrasts = contrastsIn(seen, inks);
    // A line of emoji and plates alone has no letters on its own ground.
    const unread = run.insets.length > 0 ? 21 : 1;
    const contrast = Math.min(...Object.values(contrasts));
    const drawn = union([seen, ...run.emoji.map((box) => rowsDrawn(drawing, box))]);
    return {
      ...run,
      contrast: Number.isFinite(contrast) ? contrast : unread,
      leastContrast: leastContrastOf(run, setting.format),
      emojiContrast: Math.min(...run.emoji.map((box) => emojiContrastOf(canvas, box))),
      inkHeight: Math.max(0, drawn.bottom - drawn.top + precisionFor(run).step),
      lost: lostOf(run, seen, drawn),
    };
  });
}

/** The contrasts that the line would have in these colours; infinite for a colour that it does not use. */
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

function lostOf(run: TextRun, { left, right }: Survey, { top, bottom }: Rows): number {
  const { box, size, insets, blank, signs } = run;
  if (size === 0) return 0;
  const { step } = precisionFor(run);
  const drawn = Math.max(0, right - left + step);
  const height = Math.max(0, bottom - top + step);
  const least = signs || insets.length > 0 ? LEAST_HEIGHT.signs : LEAST_HEIGHT.letters;
  const isPlate = insets.length > 0 && run.emoji.length === 0;
  const low = isPlate ? 0 : Math.max(0, least - height / size) / least;
  return Math.max(low, (box.width - drawn - step) / size - blank, 0);
}

/** The first and the last row in which anything is drawn. */
interface Rows {
  readonly top: number;
  readonly bottom: number;
}

function union(rows: readonly Rows[]): Rows {
  return { top: Math.min(...rows.map(({ top }) => top)), bottom: Math.max(...rows.map(({ bottom }) => bottom)) };
}

/** Alpha from which a pixel of an emoji is seen. */
const SEEN = 128;

/** The rows of a box that an emoji is really drawn in. */
function rowsDrawn(drawing: Drawing, emoji: Box): Rows {
  const { x, y, width, height } = clip(emoji, drawing);
  const rows = Array.from({ length: height }, (_, row) => y + row).filter((row) => {
    const from = ((row - drawing.y) * drawing.width + x - drawing.x) * 4 + 3;
    for (let at = from; at < from + width * 4; at += 4) if ((drawing.data[at] as number) >= SEEN) return true;
    return false;
  });
  return { top: rows[0] ?? Number.POSITIVE_INFINITY, bottom: rows.at(-1) ?? Number.NEGATIVE_INFINITY };
}

/** The contrast with the surroundings nearest to the ink, ignoring that share of them. */
function worst(surroundings: Uint32Array, { r, g, b }: Rgb, share: number): number {
  const ink = luminance(r, g, b);
  let total = 0;
  for (let level = 0; level < LEVELS; level++) total += surroundings[level] as number;
  // Outwards from the ink's own level, by whichever side is nearer to it.
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
