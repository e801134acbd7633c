import { type Rgb, rgbOf } from '@proofsheet/raster';
import { emphasisColourOf } from '../../layout/emphasis-colour.ts';
import type { Setting } from '../../layout/setting.ts';
import { themeColour } from '../../layout/theme.ts';
import type { TextSlot } from '../../templates/manifest.ts';

/** The colours of a slot's letters. With a `foot` they are filled by a gradient from the ink to it. */
export interface Inks {
  readonly ink: Rgb;
  readonly foot: Rgb | undefined;
  readonly mark: Rgb;
}

export function inksOf({ template, theme }: Setting, slot: TextSlot): Inks {
  const spec = template.slots[slot];
  const ink = rgbOf(themeColour(theme, spec?.ink ?? 'ink'));
  const emphasis = emphasisColourOf(template.slots, slot);
  const mark = emphasis === (spec?.ink ?? 'ink') ? ink : rgbOf(themeColour(theme, emphasis));
  return { ink, foot: spec?.gradient ? rgbOf(themeColour(theme, spec.gradient)) : undefined, mark };
}

/** The distance from the nearest colour of a gradient, measured as `apart` does. */
export function apartFromBlend(data: Uint8Array, at: number, from: Rgb, to: Rgb): number {
  const [r, g, b] = [to.r - from.r, to.g - from.g, to.b - from.b];
  const length = r * r + g * g + b * b || 1;
  const along =
    (((data[at] as number) - from.r) * r +
      ((data[at + 1] as number) - from.g) * g +
      ((data[at + 2] as number) - from.b) * b) /
    length;
  const share = Math.min(1, Math.max(0, along));
  return apart(data, at, { r: from.r + r * share, g: from.g + g * share, b: from.b + b * share });
}

/** The largest difference among the three channels, in plain comparisons because this runs for every pixel. */
export function apart(data: Uint8Array, at: number, { r, g, b }: Rgb): number {
  const red = Math.abs((data[at] as number) - r);
  const green = Math.abs((data[at + 1] as number) - g);
  const blue = Math.abs((data[at + 2] as number) - b);
  return red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
}
