import { FINDINGS, type Format } from '@proofsheet/domain';
import { wcagContrast } from 'culori';
import sharp from 'sharp';
import type { Photograph } from '../images/photographs.ts';
import type { Template } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';
import type { LogoImage } from './setting.ts';
import type { Theme } from './theme.ts';

/** Opaque enough to count towards a logo's colour. */
const SOLID = 128;

/** The logo, scaled into the template's box for it: a small one stays small, before it gets soft. */
export async function logoFor(
  template: Template,
  format: Format,
  logo: Photograph | undefined,
): Promise<LogoImage | undefined> {
  if (!logo || !template.logo) return undefined;
  const unit = Math.min(format.width, format.height) / 100;
  const { boxes } = template.logo;
  const box = boxKeysOf(format).flatMap((shape) => boxes[shape] ?? [])[0] ?? template.logo;
  const { width, height, channels, reduced, image } = logo;
  const most = FINDINGS.image_upscaled.limit / reduced;
  const { data, info } = await sharp(await image.pixels(), { raw: { width, height, channels } })
    .resize({
      width: Math.round(Math.min(box.width * unit, width * most)),
      height: Math.round(Math.min(box.height * unit, height * most)),
      fit: 'inside',
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const enlarged = (info.width / width) * reduced;
  return { width: info.width, height: info.height, data, enlarged, colour: meanColour(data) };
}

/** The mean of the opaque pixels as #rrggbb: what the ground behind a logo must stand off from. */
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

/** A logo is seen at a glance and not read, so it needs less than type. */
export const LEAST_CONTRAST = FINDINGS.faint_logo.limit;

/** The colour of the plate behind a logo that its theme's ground would swallow; undefined where it needs none. */
export function plateFor(logo: LogoImage | undefined, theme: Theme): string | undefined {
  if (!logo || wcagContrast(logo.colour, theme.ground) >= LEAST_CONTRAST) return undefined;
  return plateUnder(logo, theme);
}

export function plateUnder({ colour }: LogoImage, { ink, shade }: Theme): string {
  const plates = [ink, shade, '#ffffff'];
  return plates.find((plate) => wcagContrast(colour, plate) >= LEAST_CONTRAST) ?? ink;
}
