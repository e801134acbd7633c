import { type Rgb, rgbOf } from '@proofsheet/raster';
import { clampChroma, converter, formatHex, type Oklch } from 'culori';
import type { Inks } from './inks.ts';
import { contrastsIn, type MeasuredRun } from './measure-text.ts';
import type { Survey } from './survey.ts';

/** Ink and mark, each moved in lightness only as far as all lines need; undefined when no lightness is enough. */
export function legibleInks(runs: readonly MeasuredRun[], surveys: readonly Survey[], inks: Inks): Inks | undefined {
  const moved = (which: 'ink' | 'mark') =>
    nearestThatPasses(inks[which], (candidate) =>
      surveys.every((seen, index) => {
        const contrast = contrastsIn(seen, { ...inks, [which]: candidate })[which];
        return contrast >= (runs[index] as MeasuredRun).leastContrast;
      }),
    );
  const [ink, mark] = [moved('ink'), moved('mark')];
  return ink && mark ? { ...inks, ink, mark } : undefined;
}

const PLAIN = { black: rgbOf('#000000'), white: rgbOf('#ffffff') } as const;

/** Black or white for all of the letters, whichever stands off more; undefined where that is not enough either. */
export function plainInks(runs: readonly MeasuredRun[], surveys: readonly Survey[]): Inks | undefined {
  const [best] = [PLAIN.black, PLAIN.white]
    .map((ink) => {
      const inks = { ink, mark: ink, foot: undefined };
      const shares = surveys.map((seen, index) => {
        const contrasts = Object.values(contrastsIn(seen, inks));
        return Math.min(...contrasts) / (runs[index] as MeasuredRun).leastContrast;
      });
      return { inks, least: Math.min(...shares) };
    })
    .toSorted((one, other) => other.least - one.least);
  return best && best.least >= 1 ? best.inks : undefined;
}

const oklch = converter('oklch');
const STEP = 0.02;
/** Moved further, or with less of its chroma left, it would no longer be the brand's colour. */
const MOST_MOVED = 0.24;
const LEAST_CHROMA = 0.6;

/** The nearest colour of the same hue that passes; undefined when none within those limits does. */
function nearestThatPasses(ink: Rgb, passes: (candidate: Rgb) => boolean): Rgb | undefined {
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
