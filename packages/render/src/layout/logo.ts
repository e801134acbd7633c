import { FINDINGS, type Format } from '@proofsheet/domain';
import { type Rgb, rgbOf } from '@proofsheet/raster';
import { formatHex } from 'culori';
import sharp from 'sharp';
import type { Logo } from '../images/logos.ts';
import type { Template } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';
import { GOOD_LOGO_CONTRAST } from './logo-contrast.ts';
import { inkOf, isAtHome, type LogoInk, leastContrastOf, reads } from './logo-ink.ts';
import type { LogoImage, Setting } from './setting.ts';
import { type Theme, themeColour } from './theme.ts';

/** In strips a logo may be lower: 12 pixels up to a height of 120, and 24 from 240 on. */
const LEAST_IN_STRIPS = { pixels: 12, share: 0.1 } as const;
/** The air around a logo, in its heights. */
export const CLEAR_SPACE = FINDINGS.logo_crowded.limit;
/** A logo that is no wider than this, in its heights, looks as large as others when it is higher by so much; a square one by more. */
const COMPACT = { shape: 1.9, larger: 1.3 } as const;
/** How much of the frame's width a logo may take to reach its least height. */
const WIDEST = { strip: 0.25, wide: 0.4, square: 0.45, tall: 0.5, tower: 0.8 } as const;

/** From this shape on, width by height, a logo is a word whose width makes it seen; it may be lower by up to so much. */
const LONG = { shape: 3, lowest: 0.65 } as const;

/** The least height of a logo of that shape, in pixels: of long ones those that cover about the same. */
export function leastLogoHeight({ aspect, height, scale = 1 }: Format, logo: Size): number {
  const lower = Math.min(1, Math.max(LONG.lowest, Math.sqrt((LONG.shape * logo.height) / logo.width)));
  const usual = Math.round(FINDINGS.small_logo.limit * scale * lower);
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
  if (!template.logo) return undefined;
  const { boxes } = template.logo;
  return logoIn(boxKeysOf(format).flatMap((key) => boxes[key] ?? [])[0] ?? template.logo, format, versions, theme);
}

/** In a corner of a thumbnail, in `u`: the mark of a channel, beside which the words are what is read. */
const CORNER = { width: 24, height: 9 } as const;

/** The logo for a corner, where the template has no place for it. A template of ads without one is an operator's, and means it. */
export async function cornerLogoFor(
  template: Template,
  format: Format,
  versions: readonly Logo[],
  theme: Theme,
): Promise<LogoImage | undefined> {
  return template.logo || template.kind === 'AD' ? undefined : logoIn(CORNER, format, versions, theme);
}

async function logoIn(
  box: Size,
  format: Format,
  versions: readonly Logo[],
  theme: Theme,
): Promise<LogoImage | undefined> {
  if (versions.length === 0) return undefined;
  const unit = Math.min(format.width, format.height) / 100;
  const room = { width: box.width * unit, height: box.height * unit };
  const scaled = await Promise.all(versions.map((version) => scaledTo(room, version, format)));
  const [best, ...others] = scaled.toSorted((one, other) => reads(other, theme.ground) - reads(one, theme.ground));
  return best && { ...best, others };
}

/** Lines of a logo look soft sooner than those of a photograph. */
const MOST_ENLARGED = 1.5;

type Size = Record<'width' | 'height', number>;

async function scaledTo(room: Size, logo: Logo, format: Format): Promise<LogoImage> {
  const { width, height, scale } = logo;
  const isCompact = width < height * COMPACT.shape && (format.aspect === 'wide' || format.aspect === 'square');
  const larger = isCompact ? COMPACT.larger * Math.sqrt(COMPACT.shape / Math.max(1, width / height)) : 1;
  const fitting = Math.min(room.width / width, (room.height * larger) / height);
  const least = Math.min(leastLogoHeight(format, logo) / height, (format.width * WIDEST[format.aspect]) / width);
  const by = Math.min(Math.max(fitting, least), (MOST_ENLARGED * (format.scale ?? 1)) / scale);
  const size = { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
  return { ...(await drawnAt(size, logo)), enlarged: by * scale, others: [] };
}

/** Every candidate of a format asks for the same few sizes: each is made, and looked at, once. */
const drawn = new WeakMap<Logo, Map<string, Promise<LogoInk>>>();

function drawnAt(size: Size, logo: Logo): Promise<LogoInk> {
  const sizes = drawn.get(logo) ?? new Map<string, Promise<LogoInk>>();
  drawn.set(logo, sizes);
  const key = `${size.width}x${size.height}`;
  const known = sizes.get(key) ?? draw(size, logo);
  sizes.set(key, known);
  return known;
}

/** How high a logo is where palettes are made for it: about as it will be drawn. */
const USUAL_HEIGHT = 48;

/** As large as logos usually are, to see on which grounds it reads. */
export function smallLogo(logo: Logo): Promise<LogoInk> {
  const by = Math.min(1, USUAL_HEIGHT / logo.height);
  return drawnAt({ width: Math.max(1, Math.round(logo.width * by)), height: Math.round(logo.height * by) }, logo);
}

async function draw(size: Size, { width, height, data, home, onlyAtHome }: Logo): Promise<LogoInk> {
  const pixels = await sharp(data, { raw: { width, height, channels: 4 } })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
  return { ...size, data: pixels, ...inkOf({ ...size, data: pixels }), home, onlyAtHome };
}

/** From this contrast on a palette suits a logo: a red one on cream has little more. */
const SUITS = 2.5;

/** Whether a logo needs a plate on a theme, or does hardly without one: other palettes of the order come first. */
export function isPoorOn({
  template,
  theme,
  cornerLogo,
  logo = cornerLogo,
}: Pick<Setting, 'template' | 'theme' | 'logo' | 'cornerLogo'>): boolean {
  if (!logo) return false;
  const under = fieldOfLogo(template, theme);
  const best = Math.max(...[logo, ...logo.others].map((version) => reads(version, under)));
  return plateFor(logo, theme) !== undefined || best < SUITS;
}

/** The colour behind a logo: it stands where the brand would be named. */
function fieldOfLogo({ slots }: Template, theme: Theme): string {
  const [, field = 'ground'] = /^on-(\w+)$/.exec(slots.brand?.ink ?? '') ?? [];
  return themeColour(theme, field);
}

/**
 * The colour of the plate behind a logo that cannot be read on its theme's ground, or of a box that lacks air there;
 * undefined where it can, and for any other box.
 */
export function plateFor(logo: LogoImage | undefined, theme: Theme): string | undefined {
  if (!logo) return undefined;
  const { r, g, b } = rgbOf(theme.ground);
  if (logo.tight && !isAtHome(logo.tight, r, g, b)) return hexOf(logo.tight);
  if (logo.isBox || reads(logo, theme.ground) >= leastContrastOf(logo)) return undefined;
  return plateUnder(logo, theme);
}

function hexOf({ r, g, b }: Rgb): string {
  return formatHex({ mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 });
}

/** From this contrast on a plate in the theme's colours is as good as the one that the logo reads best on. */
const EASY_ON_PLATE = 4.5;

/** What most logos of several colours are made for. */
const PAPER = '#ffffff';

/**
 * The ground's colour, else that which the logo was uploaded on, else the accent's: else what the logo reads best on, if it
 * does with ease; white, if it reads there at all.
 */
export function plateUnder(logo: LogoImage, { ground, accent, support, ink, shade }: Theme): string {
  const home = logo.home ? [hexOf(logo.home)] : [];
  const plates = [ground, ...home, accent, support, PAPER, ink, shade];
  const fitting = plates.find((plate) => reads(logo, plate) >= EASY_ON_PLATE);
  if (fitting) return fitting;
  const best = plates.reduce((found, next) => (reads(logo, next) > reads(logo, found) ? next : found));
  const isPaper = reads(logo, best) < GOOD_LOGO_CONTRAST && reads(logo, PAPER) >= leastContrastOf(logo);
  return isPaper ? PAPER : best;
}
