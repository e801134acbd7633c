import type { Brand } from '@proofsheet/domain';
import { converter, type Oklch } from 'culori';
import type { OrderImage } from '../images/order-image.ts';

/** The two colours that a theme is made from. */
export interface Hues {
  readonly dominant: Oklch;
  readonly accent: Oklch;
}

/**
 * The brand's colours where it has them. Otherwise the most prominent colour of the images: as the accent when it is
 * warm, on a cool ground from which it stands out; as the ground when it is cool. Without either, a quiet blue with
 * amber.
 */
export function huesOf(brand: Brand, images: readonly OrderImage[]): Hues {
  const colours = colourful(images);
  const [lead] = colours;
  const warm = lead !== undefined && isWarm(lead);
  const dominant = parse(brand.primary) ?? (warm ? colour(0.4, 0.11, COOL_GROUND) : (lead ?? colour(0.5, 0.14, 262)));
  const distant = colours.find((candidate) => candidate.c > 0.09 && hueDistance(candidate, dominant) > 60);
  return { dominant, accent: parse(brand.accent) ?? distant ?? counterpart(dominant) };
}

/** A deep blue: skin, wood, food and fire all stand out from it. */
const COOL_GROUND = 258;

function isWarm({ h = 0 }: Oklch): boolean {
  return h < 115 || h > 330;
}

/** The palettes' colours, the most prominent first: by chroma times the root of their share. */
function colourful(images: readonly OrderImage[]): Oklch[] {
  const weighed = images.flatMap(({ analysis, role }) =>
    analysis.palette.flatMap(({ hex, share }) => {
      const candidate = parse(hex);
      const weight = candidate ? candidate.c * Math.sqrt(share) * (role === 'LOGO' ? 1.5 : 1) : 0;
      return candidate && candidate.c > 0.04 ? [{ candidate, weight }] : [];
    }),
  );
  return weighed.sort((a, b) => b.weight - a.weight).map(({ candidate }) => candidate);
}

/** An accent that stands out on a ground of that hue, chosen by eye: gold on nearly every hue, red on golden ones. */
function counterpart({ h = 262 }: Oklch): Oklch {
  return colour(0.84, 0.17, h > 50 && h < 115 ? 28 : 86);
}

const oklch = converter('oklch');

export function colour(l: number, c: number, h: number): Oklch {
  return { mode: 'oklch', l, c, h };
}

function parse(text: string | undefined): Oklch | undefined {
  return text === undefined ? undefined : oklch(text);
}

function hueDistance(a: Oklch, b: Oklch): number {
  const difference = Math.abs((a.h ?? 0) - (b.h ?? 0)) % 360;
  return Math.min(difference, 360 - difference);
}
