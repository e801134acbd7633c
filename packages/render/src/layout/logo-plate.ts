import { FINDINGS } from '@proofsheet/domain';
import { wcagContrast } from 'culori';
import type { LogoImage } from './setting.ts';
import type { Theme } from './theme.ts';

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
