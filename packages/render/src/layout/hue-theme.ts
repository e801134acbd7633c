import type { Scheme } from '@proofsheet/domain';
import { contrastOfLuminances } from '@proofsheet/raster';
import { clampChroma, formatHex, type Oklch, wcagContrast, wcagLuminance } from 'culori';
import { colour, type Hues } from './hues.ts';
import { GOOD_LOGO_CONTRAST } from './logo-contrast.ts';
import type { Theme } from './theme.ts';

/** WCAG AA for text of any size. The schemes are built to it and the inspection measures it again. */
const LEAST_CONTRAST = 4.5;

/** The contrast of a logo with a ground, 1 to 21; left out without a logo, which reads everywhere then. */
export type ReadsOn = (ground: string) => number;

/**
 * A theme of two hues that no brand gave: each colour is moved in lightness until it is legible where it stands, and a
 * vivid ground until the logo is read on it with ease.
 */
export function themeOfHues(scheme: Scheme, hues: Hues, readsOn: ReadsOn = () => GOOD_LOGO_CONTRAST): Theme {
  return { deep, bright, vivid }[scheme](hues, readsOn);
}

function deep(hues: Hues): Theme {
  const { c, h = 0 } = hues.dominant;
  return complete('deep', hues, {
    ground: colour(0.2, Math.min(c, 0.06), h),
    support: colour(0.29, Math.min(c, 0.1), h),
    ink: colour(0.985, 0.008, h),
  });
}

function bright(hues: Hues): Theme {
  const { dominant, paper } = hues;
  const papers = {
    white: { ground: colour(0.985, 0.004, dominant.h ?? 0), support: colour(0.91, dominant.c * 0.25, dominant.h ?? 0) },
    warm: { ground: colour(0.955, 0.024, CREAM), support: colour(0.88, 0.06, CREAM) },
    tinted: {
      ground: colour(0.945, Math.min(dominant.c * 0.3, 0.03), dominant.h ?? 0),
      support: colour(0.86, Math.min(dominant.c * 0.6, 0.07), dominant.h ?? 0),
    },
  };
  return complete('bright', hues, {
    ...papers[paper],
    ink: colour(0.22, Math.min(dominant.c, 0.08), dominant.h ?? 0),
  });
}

/** The hue of cream. */
const CREAM = 78;

/** Where a logo is not read on the ground that a hue would have, it is looked for here: darker first, then light. */
const OTHER_LIGHTS = [0.33, 0.28, 0.24, 0.72, 0.78, 0.84, 0.89];
/** From this lightness on a ground has dark words. */
const LIGHT = 0.6;
/** The chroma of a light ground that was looked for: a strong hue that is as light glares. */
const TINT = 0.09;

function vivid(hues: Hues, readsOn: ReadsOn): Theme {
  const { l, c, h = 0 } = hues.dominant;
  const strong = hues.ofLogo || c < 0.03 ? c : Math.max(c, 0.16);
  const lights = [clamp(l, 0.38, 0.43), ...OTHER_LIGHTS];
  const chromaAt = (light: number) => (light < LIGHT ? strong : Math.min(strong, TINT));
  const reads = (light: number) => readsOn(hex(colour(light, chromaAt(light), h)));
  const light =
    lights.find((one) => reads(one) >= GOOD_LOGO_CONTRAST) ??
    lights.reduce((best, next) => (reads(next) > reads(best) ? next : best));
  return complete('vivid', hues, {
    ground: colour(light, chromaAt(light), h),
    support: colour(light - 0.09, chromaAt(light) * 0.85, h),
    ink: light < LIGHT ? colour(0.99, 0.012, h) : colour(0.2, 0.05, h),
  });
}

/** A button stands off from its ground by more lightness than this. */
const SEEN = 0.12;
/** Legible on everything dark. */
const GOLD = colour(0.88, 0.17, 93);

type Base = Record<'ground' | 'support' | 'ink', Oklch>;

/** Adds the colours that depend on their ground, each moved in lightness until it is legible there. */
function complete(scheme: Scheme, { accent: lead, ofLogo }: Hues, base: Base): Theme {
  const ground = hex(base.ground);
  const support = hex(base.support);
  const shade = hex(colour(0.16, Math.min(base.ground.c, 0.04), base.ground.h ?? 0));
  const pure = ofLogo ? lead : purest(lead);
  const marks = ofLogo ? [lead] : [pure, GOLD, purest(base.ground), purest(base.ink)];
  const mark = brightestMark(marks, [ground, support]);
  // On a vivid ground an accent that is illegible there would look like a fourth colour.
  const isLost = scheme === 'vivid' || Math.abs(pure.l - base.ground.l) < SEEN;
  const accent = hex(isLost ? mark : pure);
  const light = colour(0.985, 0.008, lead.h ?? 0);
  const dark = colour(0.2, 0.05, lead.h ?? 0);
  const onAccent = wcagContrast(hex(dark), accent) >= LEAST_CONTRAST ? dark : light;
  return {
    scheme,
    ground,
    support,
    accent,
    shade,
    ink: hex(legible(base.ink, [ground, support])),
    muted: hex(legible({ ...base.ink, l: base.ink.l * 0.82 + base.ground.l * 0.18 }, [ground])),
    onAccent: hex(legible(onAccent, [accent])),
    onSupport: hex(legible(base.ink, [support])),
    mark: hex(mark),
    markOnSupport: hex(brightestMark(marks, [support])),
    onShade: hex(light),
    markOnShade: hex(brightestMark(marks, [shade])),
    accentOnShade: accent,
    onAccentOnShade: hex(legible(onAccent, [accent])),
    brand: [],
  };
}

/** The first colour that is legible with hardly a change; else the one that has to change least. */
function brightestMark(candidates: readonly Oklch[], grounds: readonly string[]): Oklch {
  const moved = candidates.map((candidate) => {
    const result = legible(candidate, grounds);
    return { result, distance: Math.abs(result.l - candidate.l) };
  });
  const near = moved.find(({ distance }) => distance <= 0.07);
  return (near ?? moved.reduce((best, next) => (next.distance < best.distance ? next : best))).result;
}

/** The colour at the lightness where a screen shows most of its chroma; greys stay as they are. */
function purest(value: Oklch): Oklch {
  if (value.c < 0.03) return value;
  let best = value;
  for (let l = 0.58; l <= 0.9; l += 0.02) {
    const shown = clampChroma({ ...value, l, c: 0.22 }, 'oklch');
    if (shown.c > best.c || best === value) best = shown;
  }
  return best;
}

/** The same hue, moved away from the grounds in lightness until its contrast is sufficient on each. */
function legible(ink: Oklch, grounds: readonly string[]): Oklch {
  const goal = LEAST_CONTRAST * 1.06;
  const lights = grounds.map((ground) => wcagLuminance(ground));
  const least = (l: number) => {
    const light = wcagLuminance(hex({ ...ink, l }));
    return Math.min(...lights.map((other) => contrastOfLuminances(light, other)));
  };
  const step = least(1) > least(0) ? 0.01 : -0.01;
  let l = ink.l;
  while (least(l) < goal && l > 0 && l < 1) l += step;
  return { ...ink, l: clamp(l, 0, 1) };
}

function hex(value: Oklch): string {
  return formatHex(clampChroma(value, 'oklch'));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
