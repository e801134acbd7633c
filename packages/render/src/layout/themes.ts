import type { Brand, Scheme } from '@proofsheet/domain';
import type { OrderImage } from '../images/order-image.ts';
import { brandColours, brandTheme } from './brand-theme.ts';
import { themeOfHues } from './hue-theme.ts';
import { huesOf } from './hues.ts';
import type { Theme, Themes } from './theme.ts';

/** A brand's colours as they are given; without them, colours of the images, varied by the seed. */
export function themesFor(brand: Brand, images: readonly OrderImage[], seed: number): Themes {
  const colours = brandColours(brand);
  const hues = huesOf(images, seed);
  const make = (scheme: Scheme, swap: boolean) =>
    colours ? brandTheme(scheme, colours, swap) : themeOfHues(scheme, hues, swap);
  const themes = new Map<string, Theme>();
  return (scheme, swap) => {
    const key = `${scheme} ${swap}`;
    const theme = themes.get(key) ?? make(scheme, swap);
    themes.set(key, theme);
    return theme;
  };
}
