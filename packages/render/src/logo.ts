import type { Format } from '@proofsheet/domain';
import sharp from 'sharp';
import type { Photograph } from './photographs.ts';
import type { Template } from './templates.ts';
import type { LogoImage } from './tree.ts';

/** The logo, trimmed to its opaque part and scaled into the template's box for it. */
export async function logoFor(
  template: Template,
  format: Format,
  logo: Photograph | undefined,
): Promise<LogoImage | undefined> {
  if (!logo || !template.logo) return undefined;
  const unit = Math.min(format.width, format.height) / 100;
  const { bounds } = logo;
  const left = Math.floor(bounds.x * logo.width);
  const top = Math.floor(bounds.y * logo.height);
  const { data, info } = await sharp(logo.data, {
    raw: { width: logo.width, height: logo.height, channels: logo.channels },
  })
    .ensureAlpha()
    .extract({
      left,
      top,
      width: Math.max(1, Math.min(logo.width - left, Math.round(bounds.width * logo.width))),
      height: Math.max(1, Math.min(logo.height - top, Math.round(bounds.height * logo.height))),
    })
    .resize(Math.round(template.logo.width * unit), Math.round(template.logo.height * unit), { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
