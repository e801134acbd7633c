import { FINDINGS, type Format } from '@proofsheet/domain';
import { wcagContrast } from 'culori';
import sharp from 'sharp';
import type { Photograph } from '../images/photographs.ts';
import type { Template } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';
import type { LogoImage } from './setting.ts';
import type { Theme } from './theme.ts';

/** The alpha from which a pixel counts towards a logo's colour. */
const SOLID = 128;

/** The logo, scaled to fit the template's box for it; a small one is not enlarged so far that it looks soft. */
export async function logoFor(
  template: Template,
  format: Format,
  logo: Photograph | undefined,
): Promise<LogoImage | undefined> {
  if (!logo || !template.logo) return undefined;
  const unit = Math.min(format.width, format.height) / 100;
  const { boxes } = template.logo;
  const box = boxKeysOf(format).flatMap((key) => boxes[key] ?? [])[0] ?? template.logo;
  const { width, height, channels, scale, image } = logo;
  const most = FINDINGS.image_upscaled.limit / scale;
  const { data, info } = await sharp(await image.pixels(), { raw: { width, height, channels } })
    .resize({
      width: Math.round(Math.min(box.width * unit, width * most)),
      height: Math.round(Math.min(box.height * unit, height * most)),
      fit: 'inside',
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const enlarged = (info.width / width) * scale;
  return { width: info.width, height: info.height, data, enlarged, colour: meanColour(data) };
}

/** The mean of the opaque pixels as #rrggbb, from which the ground behind the logo has to stand out. */
function meanColour(data: Uint8Array): string {
  const sum = [0, 0, 0];
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] as number) < SOLID) continue;
    for (const channel of [0, 1, 2]) sum[channel] = (sum[channel] as number) + (data[at + channel] as number);
    count++;
  }
  return `#${sum
    .map((total) =>
      Math.round(total / Math.max(1, count))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** A logo is recognised rather than read, so it needs less contrast than type. */
export const LEAST_LOGO_CONTRAST = FINDINGS.faint_logo.limit;

/** The colour of the plate behind a logo that does not stand out on its theme's ground; undefined where it does. */
export function plateFor(logo: LogoImage | undefined, theme: Theme): string | undefined {
  if (!logo || wcagContrast(logo.colour, theme.ground) >= LEAST_LOGO_CONTRAST) return undefined;
  return plateUnder(logo, theme);
}

export function plateUnder({ colour }: LogoImage, { ink, shade }: Theme): string {
  const plates = [ink, shade, '#ffffff'];
  return plates.find((plate) => wcagContrast(colour, plate) >= LEAST_LOGO_CONTRAST) ?? ink;
}
