import type { Brand } from '@proofsheet/domain';
import { clampChroma, converter, formatHex, type Oklch, wcagContrast } from 'culori';
import type { OrderImage } from './order.ts';
import type { Scheme } from './templates.ts';

/** WCAG AA for text of any size. The schemes are built to it and the inspection measures it again. */
export const LEAST_CONTRAST = 4.5;

/** One dominant, one support and one accent colour, and the inks that are safe on each. All are #rrggbb. */
export interface Theme {
  readonly scheme: Scheme;
  readonly ground: string;
  readonly support: string;
  readonly ink: string;
  readonly muted: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly onSupport: string;
  /** The accent as text on the ground: as near to it as the contrast allows. */
  readonly mark: string;
  readonly markOnSupport: string;
  /** Nearly black in the dominant hue: shadows and scrims, whatever the scheme. */
  readonly shade: string;
  readonly onShade: string;
  readonly markOnShade: string;
}

const oklch = converter('oklch');

interface Hues {
  readonly dominant: Oklch;
  readonly accent: Oklch;
}

/** The themes that an order's pictures may wear, one for each scheme. */
export function themesFor(brand: Brand, images: readonly OrderImage[], swap = false): Record<Scheme, Theme> {
  const found = huesOf(brand, images);
  const hues = swap ? { dominant: found.accent, accent: found.dominant } : found;
  return { deep: deep(hues), bright: bright(hues), vivid: vivid(hues) };
}

/** From the brand where it says; else the most telling colours of the images; else a quiet blue with amber. */
function huesOf(brand: Brand, images: readonly OrderImage[]): Hues {
  const seen = colourful(images);
  const dominant = parse(brand.primary) ?? seen[0] ?? colour(0.5, 0.13, 262);
  const accent =
    parse(brand.accent) ??
    seen.find((candidate) => candidate.c > 0.09 && hueDistance(candidate, dominant) > 45) ??
    counterpart(dominant);
  return { dominant, accent };
}

/** The palettes' colours by how much they colour the image: chroma times the root of the share. */
function colourful(images: readonly OrderImage[]): Oklch[] {
  const weighed = images.flatMap(({ analysis, role }) =>
    analysis.palette.flatMap(({ hex, share }) => {
      const candidate = parse(hex);
      const weight = candidate ? candidate.c * Math.sqrt(share) * (role === 'LOGO' ? 1.5 : 1) : 0;
      return candidate && candidate.c > 0.04 ? [{ candidate, weight }] : [];
    }),
  );
  return weighed.sort((a, b) => b.weight - a.weight).map(({ candidate }) => candidate);
}

/** Warm grounds take a cool or a golden accent, cool grounds a warm one: hues that were chosen by eye. */
function counterpart({ h = 262 }: Oklch): Oklch {
  if (h > 30 && h < 115) return colour(0.62, 0.2, 28);
  if (h >= 115 && h < 200) return colour(0.82, 0.17, 85);
  if (h >= 200 && h < 320) return colour(0.84, 0.17, 82);
  return colour(0.86, 0.16, 90);
}

function deep({ dominant, accent }: Hues): Theme {
  const h = dominant.h ?? 0;
  const tint = Math.min(dominant.c, 0.075);
  return complete('deep', {
    ground: colour(0.21, tint, h),
    support: colour(0.32, Math.min(dominant.c, 0.11), h),
    ink: colour(0.985, 0.008, h),
    accent: colour(clamp(accent.l, 0.68, 0.86), Math.max(accent.c, 0.15), accent.h ?? 85),
  });
}

function bright({ dominant, accent }: Hues): Theme {
  const h = dominant.h ?? 0;
  return complete('bright', {
    ground: colour(0.945, Math.min(dominant.c * 0.28, 0.04), h),
    support: colour(0.86, Math.min(dominant.c * 0.6, 0.085), h),
    ink: colour(0.23, Math.min(dominant.c, 0.07), h),
    accent: colour(clamp(accent.l, 0.55, 0.68), Math.max(accent.c, 0.17), accent.h ?? 30),
  });
}

function vivid({ dominant, accent }: Hues): Theme {
  const h = dominant.h ?? 0;
  const strong = Math.max(dominant.c, 0.15);
  const light = clamp(dominant.l, 0.42, 0.52);
  return complete('vivid', {
    ground: colour(light, strong, h),
    support: colour(light - 0.1, strong * 0.85, h),
    ink: colour(0.99, 0.012, h),
    accent: colour(clamp(accent.l, 0.78, 0.88), Math.max(accent.c, 0.15), accent.h ?? 85),
  });
}

type Base = Record<'ground' | 'support' | 'ink' | 'accent', Oklch>;

/** Adds every ink that depends on what it stands on, each pushed in lightness until it can be read. */
function complete(scheme: Scheme, base: Base): Theme {
  const ground = hex(base.ground);
  const support = hex(base.support);
  const shade = colour(0.16, Math.min(base.ground.c, 0.04), base.ground.h ?? 0);
  const accent = hex(base.accent);
  const light = colour(0.985, 0.008, base.accent.h ?? 0);
  const dark = colour(0.2, 0.05, base.accent.h ?? 0);
  const onAccent = wcagContrast(hex(dark), accent) >= LEAST_CONTRAST ? dark : light;
  return {
    scheme,
    ground,
    support,
    accent,
    ink: hex(legible(base.ink, ground)),
    muted: hex(legible({ ...base.ink, l: base.ink.l * 0.82 + base.ground.l * 0.18 }, ground)),
    onAccent: hex(legible(onAccent, accent)),
    onSupport: hex(legible(base.ink, support)),
    mark: hex(legible(base.accent, ground)),
    markOnSupport: hex(legible(base.accent, support)),
    shade: hex(shade),
    onShade: hex(light),
    markOnShade: hex(legible(base.accent, hex(shade))),
  };
}

/** The same hue, moved away from the ground in lightness until the contrast is there. */
function legible(ink: Oklch, ground: string): Oklch {
  const goal = LEAST_CONTRAST * 1.04;
  const up = wcagContrast('#ffffff', ground) > wcagContrast('#000000', ground);
  let l = ink.l;
  while (wcagContrast(hex({ ...ink, l }), ground) < goal && l > 0 && l < 1) l += up ? 0.01 : -0.01;
  return { ...ink, l: clamp(l, 0, 1) };
}

function colour(l: number, c: number, h: number): Oklch {
  return { mode: 'oklch', l, c, h };
}

function parse(text: string | undefined): Oklch | undefined {
  return text === undefined ? undefined : oklch(text);
}

function hex(value: Oklch): string {
  return formatHex(clampChroma(value, 'oklch'));
}

function hueDistance(a: Oklch, b: Oklch): number {
  const apart = Math.abs((a.h ?? 0) - (b.h ?? 0)) % 360;
  return Math.min(apart, 360 - apart);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
