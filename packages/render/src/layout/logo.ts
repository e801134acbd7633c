import { FINDINGS, type Format } from '@proofsheet/domain';
import { formatHex } from 'culori';
import sharp from 'sharp';
import type { Logo } from '../images/logos.ts';
import type { Template } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';
import { inkOf, LEAST_LOGO_CONTRAST, reads } from './logo-ink.ts';
import type { LogoImage } from './setting.ts';
import type { Theme } from './theme.ts';

/** From this contrast on a logo is read with ease: WCAG asks it of signs. */
const GOOD_LOGO_CONTRAST = 3;
/** In strips a logo may be lower: 12 pixels up to a height of 120, and 24 from 240 on. */
const LEAST_IN_STRIPS = { pixels: 12, share: 0.1 } as const;
/** The air around a logo, in its heights. */
export const CLEAR_SPACE = FINDINGS.logo_crowded.limit;
/** Logos that are no wider than this, in their heights, look as large as others when they are higher by this much. */
const COMPACT = { shape: 1.9, larger: 1.3 } as const;
/** How much of the frame's width a logo may take to reach its least height. */
const WIDEST = { strip: 0.25, wide: 0.4, square: 0.45, tall: 0.5, tower: 0.8 } as const;

/** The least height of a logo, in pixels. */
export function leastLogoHeight({ aspect, height, scale = 1 }: Format): number {
  const usual = FINDINGS.small_logo.limit * scale;
  if (aspect !== 'strip') return usual;
  return Math.min(usual, Math.max(LEAST_IN_STRIPS.pixels * scale, Math.round(height * LEAST_IN_STRIPS.share)));
}

/**
 * The version of the logo that reads best on the theme's ground, scaled to fit the template's box for it, or larger
 * where the box leaves it less than the least height; a small file is not enlarged so far that it looks soft.
 */
export async function logoFor(
  template: Template,
  format: Format,
  versions: readonly Logo[],
  theme: Theme,
): Promise<LogoImage | undefined> {
  if (versions.length === 0 || !template.logo) return undefined;
  const unit = Math.min(format.width, format.height) / 100;
  const { boxes } = template.logo;
  const box = boxKeysOf(format).flatMap((key) => boxes[key] ?? [])[0] ?? template.logo;
  const room = { width: box.width * unit, height: box.height * unit };
  const scaled = await Promise.all(versions.map((version) => scaledTo(room, version, format)));
  const [best, ...others] = scaled.toSorted((one, other) => reads(other, theme.ground) - reads(one, theme.ground));
  return best && { ...best, others };
}

/** Lines of a logo look soft sooner than those of a photograph. */
const MOST_ENLARGED = 1.5;

type Size = Record<'width' | 'height', number>;

async function scaledTo(room: Size, { width, height, data, scale, home }: Logo, format: Format): Promise<LogoImage> {
  const isCompact = width < height * COMPACT.shape && (format.aspect === 'wide' || format.aspect === 'square');
  const fitting = Math.min(room.width / width, (room.height * (isCompact ? COMPACT.larger : 1)) / height);
  const least = Math.min(leastLogoHeight(format) / height, (format.width * WIDEST[format.aspect]) / width);
  const by = Math.min(Math.max(fitting, least), (MOST_ENLARGED * (format.scale ?? 1)) / scale);
  const size = { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
  const pixels = await sharp(data, { raw: { width, height, channels: 4 } })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
  return { ...size, data: pixels, enlarged: by * scale, ...inkOf({ ...size, data: pixels }), home, others: [] };
}

/** Whether a logo needs a plate on a theme, or is not read with ease there: other palettes of the order come first. */
export function isPoorOn(logo: LogoImage | undefined, theme: Theme): boolean {
  return logo !== undefined && reads(logo, theme.ground) < GOOD_LOGO_CONTRAST;
}

/** The colour of the plate behind a logo that cannot be read on its theme's ground; undefined where it can, and for a box. */
export function plateFor(logo: LogoImage | undefined, theme: Theme): string | undefined {
  if (!logo || logo.isBox || reads(logo, theme.ground) >= LEAST_LOGO_CONTRAST) return undefined;
  return plateUnder(logo, theme);
}

/** The ground's colour, else that which the logo was uploaded on, else the accent's, else the plain one that it reads on best. */
export function plateUnder(logo: LogoImage, { ground, accent, support, ink, shade }: Theme): string {
  const plain = [ink, shade, '#ffffff'].toSorted((one, other) => reads(logo, other) - reads(logo, one));
  const home = logo.home
    ? [formatHex({ mode: 'rgb', r: logo.home.r / 255, g: logo.home.g / 255, b: logo.home.b / 255 })]
    : [];
  const fitting = [ground, ...home, accent, support].find((plate) => reads(logo, plate) >= GOOD_LOGO_CONTRAST);
  return fitting ?? (plain[0] as string);
}
