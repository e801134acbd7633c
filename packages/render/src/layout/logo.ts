import { FINDINGS, type Format } from '@proofsheet/domain';
import { contrastOfLuminances, luminance, rgbOf } from '@proofsheet/raster';
import sharp from 'sharp';
import { SOLID_BOX } from '../images/key-ground.ts';
import type { Logo } from '../images/logos.ts';
import type { Template } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';
import type { LogoImage } from './setting.ts';
import type { Theme } from './theme.ts';

/** The alpha from which a pixel counts towards a logo's contrast. */
export const SOLID = 160;
/** The share of a logo's ink that may be lost on a ground before the logo is: a thin outline, a small sign. */
const MAY_BE_LOST = 0.25;
/** A logo is recognised rather than read, so it needs less contrast than type. */
export const LEAST_LOGO_CONTRAST = FINDINGS.faint_logo.limit;
/** From this contrast on a logo is read with ease: WCAG asks it of signs. */
const GOOD_LOGO_CONTRAST = 3;
/** The least height of a logo, in pixels. */
export const leastLogoHeight = ({ aspect }: Format): number => (aspect === 'strip' ? 12 : FINDINGS.small_logo.limit);
/** The air around a logo, in its heights. */
export const CLEAR_SPACE = FINDINGS.logo_crowded.limit;
/** Logos that are no wider than this, in their heights, look as large as others when they are higher by this much. */
const COMPACT = { shape: 1.9, larger: 1.3 } as const;
/** How much of the frame's width a logo may take to reach its least height. */
const WIDEST = { strip: 0.25, wide: 0.4, square: 0.45, tall: 0.5, tower: 0.8 } as const;

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

type Size = Record<'width' | 'height', number>;

async function scaledTo(room: Size, { width, height, data, scale }: Logo, format: Format): Promise<LogoImage> {
  const isCompact = width < height * COMPACT.shape && (format.aspect === 'wide' || format.aspect === 'square');
  const fitting = Math.min(room.width / width, (room.height * (isCompact ? COMPACT.larger : 1)) / height);
  const least = Math.min(leastLogoHeight(format) / height, (format.width * WIDEST[format.aspect]) / width);
  const by = Math.min(Math.max(fitting, least), FINDINGS.image_upscaled.limit / scale);
  const size = { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
  const pixels = await sharp(data, { raw: { width, height, channels: 4 } })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
  return { ...size, data: pixels, enlarged: by * scale, ...inkOf(pixels), others: [] };
}

/** What a logo's ink is like: its tones as a histogram of luminances, and whether it brings its own ground. */
function inkOf(data: Uint8Array): Pick<LogoImage, 'tones' | 'isBox' | 'hasOwnGround'> {
  const tones = new Uint32Array(TONES);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] as number) < SOLID) continue;
    const tone = luminance(data[at] as number, data[at + 1] as number, data[at + 2] as number);
    const step = Math.round(tone * (TONES - 1));
    tones[step] = (tones[step] as number) + 1;
    count++;
  }
  const isBox = count >= (data.length / 4) * SOLID_BOX;
  return { tones, isBox, hasOwnGround: isBox && isVaried(tones, count) };
}

const TONES = 256;
/** The share of a box that stands off from its main tone, from which something can be recognised on it. */
const VARIED = 0.03;

function isVaried(tones: Uint32Array, count: number): boolean {
  const main = tones.indexOf(Math.max(...tones)) / (TONES - 1);
  const apart = tones.reduce(
    (sum, of, tone) => sum + (contrastOfLuminances(tone / (TONES - 1), main) >= LEAST_LOGO_CONTRAST ? of : 0),
    0,
  );
  return apart >= count * VARIED;
}

/** The contrast of a logo with a ground, 1 to 21, but for the part of its ink that may be lost. */
export function reads({ tones, hasOwnGround }: LogoImage, ground: string): number {
  if (hasOwnGround) return 21;
  const { r, g, b } = rgbOf(ground);
  const under = luminance(r, g, b);
  const contrasts = openContrasts();
  for (const [tone, count] of tones.entries())
    if (count > 0) contrasts.add(contrastOfLuminances(tone / (TONES - 1), under), count);
  return contrasts.weakest();
}

/** Contrasts are told apart by hundredths, from 1 to 21. */
const STEPS = 100;

/** Gathers the contrasts of a logo's pixels; the weakest counts once the part of its ink that may be lost is left out. */
export function openContrasts() {
  const counts = new Uint32Array(21 * STEPS + 1);
  let all = 0;
  return {
    add(contrast: number, count = 1): void {
      const step = Math.floor(contrast * STEPS + 1e-6);
      counts[step] = (counts[step] as number) + count;
      all += count;
    },
    weakest(): number {
      let left = all * MAY_BE_LOST;
      const step = counts.findIndex((count) => {
        left -= count;
        return count > 0 && left < 0;
      });
      return step < 0 ? 21 : step / STEPS;
    },
  };
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

/** The ground's colour, else the accent's, else the plain one that the logo reads on best. */
export function plateUnder(logo: LogoImage, { ground, accent, support, ink, shade }: Theme): string {
  const plain = [ink, shade, '#ffffff'].toSorted((one, other) => reads(logo, other) - reads(logo, one));
  const fitting = [ground, accent, support].find((plate) => reads(logo, plate) >= GOOD_LOGO_CONTRAST);
  return fitting ?? (plain[0] as string);
}
