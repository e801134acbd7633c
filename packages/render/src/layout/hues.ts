import type { Brand } from '@proofsheet/domain';
import { converter, type Oklch } from 'culori';
import type { OrderImage } from '../images/order-image.ts';

/** The two colours that a theme is built of. */
export interface Hues {
  readonly dominant: Oklch;
  readonly accent: Oklch;
}

/**
 * From the brand where it says. Otherwise the most telling colour of the images is the accent when it is warm, on a
 * cool ground that lets it glow, and the ground when it is cool. With neither: a quiet blue with amber.
 */
export function huesOf(brand: Brand, images: readonly OrderImage[]): Hues {
  const seen = colourful(images);
  const [lead] = seen;
  const warm = lead !== undefined && isWarm(lead);
  const dominant = parse(brand.primary) ?? (warm ? colour(0.4, 0.11, COOL_GROUND) : (lead ?? colour(0.5, 0.14, 262)));
  const far = seen.find((candidate) => candidate.c > 0.09 && hueDistance(candidate, dominant) > 60);
  return { dominant, accent: parse(brand.accent) ?? far ?? counterpart(dominant) };
}

/** A deep blue: skin, wood, food and fire all stand out from it. */
const COOL_GROUND = 258;

function isWarm({ h = 0 }: Oklch): boolean {
  return h < 115 || h > 330;
}

/** The palettes' colours by how much they colour the image: chroma times the root of the share. */
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

/** What draws the eye on a ground of that hue, chosen by eye: gold on nearly everything, red on what is golden. */
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
  const apart = Math.abs((a.h ?? 0) - (b.h ?? 0)) % 360;
  return Math.min(apart, 360 - apart);
}
