import type { Brand, Scheme } from '@proofsheet/domain';
import type { OrderImage } from '../images/order-image.ts';
import { brandColours, brandTheme } from './brand-theme.ts';
import { themeOfHues } from './hue-theme.ts';
import { huesOf } from './hues.ts';
import type { LogoLook } from './logo-look.ts';
import type { Theme, Themes } from './theme.ts';

/**
 * A brand's colours as they are given; without them those of its logo, and where that has none, colours of the images,
 * varied by the seed and from scheme to scheme.
 */
export function themesFor(brand: Brand, images: readonly OrderImage[], seed: number, logo?: LogoLook): Themes {
  const colours = brandColours(brand);
  const make = (scheme: Scheme, swap: boolean) =>
    colours
      ? brandTheme(scheme, colours, swap)
      : themeOfHues(scheme, huesOf(images, seed, { scheme, swap, logo }), logo?.readsOn);
  const themes = new Map<string, Theme>();
  return (scheme, swap) => {
    const key = `${scheme} ${swap}`;
    const theme = themes.get(key) ?? make(scheme, swap);
    themes.set(key, theme);
    return theme;
  };
}
