import { type Canvas, luminance, type Rgb } from '@proofsheet/raster';
import type { TextRun } from '../../layout/layers.ts';
import type { Setting } from '../../layout/setting.ts';
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
  /** Height of the inked pixels. */
  readonly inkHeight: number;
  /** How much of its length or height was not drawn, in type sizes. Side bearings and thin ends count a little. */
  readonly lost: number;
}

/** The least height of letters in any script, in type sizes. */
const LEAST_HEIGHT = 0.3;

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
    return {
      ...run,
      contrast: Number.isFinite(contrast) ? contrast : unread,
      leastContrast: leastContrastOf(run, setting.format),
      inkHeight: Math.max(0, seen.bottom - seen.top + precisionFor(run).step),
      lost: lostOf(run, seen),
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

function lostOf(run: TextRun, { left, right, top, bottom }: Survey): number {
  const { box, size, insets, blank } = run;
  if (size === 0) return 0;
  const { step } = precisionFor(run);
  const drawn = Math.max(0, right - left + step);
  const height = Math.max(0, bottom - top + step);
  const low = insets.length > 0 ? 0 : Math.max(0, LEAST_HEIGHT - height / size) / LEAST_HEIGHT;
  return Math.max(low, (box.width - drawn - step) / size - blank, 0);
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
