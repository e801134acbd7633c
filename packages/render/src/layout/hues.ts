import { converter, type Oklch } from 'culori';
import type { OrderImage } from '../images/order-image.ts';

/** The two colours that a theme is made from where no brand names any, and what pale grounds are made of. */
export interface Hues {
  readonly dominant: Oklch;
  readonly accent: Oklch;
  readonly paper: 'white' | 'warm' | 'tinted';
}

/**
 * Colours for an order without a brand's: a ground in a hue of its images, or in one that sets them off, and an accent
 * that stands out on it. Which of the sound ones is decided by the seed, so that orders do not look alike.
 */
export function huesOf(images: readonly OrderImage[], seed: number): Hues {
  const colours = colourful(images);
  const grounds = groundsFor(colours);
  const dominant = grounds[turn(seed, 0) % grounds.length] as Oklch;
  const shown = colours.filter((one) => one.c > 0.09 && hueDistance(one, dominant) > 60).slice(0, 1);
  const accents = [...shown, ...accentsOn(dominant.h ?? 0)];
  const papers = ['white', 'warm', 'tinted'] as const;
  return {
    dominant,
    accent: accents[turn(seed, 1) % accents.length] as Oklch,
    paper: papers[turn(seed, 2) % papers.length] as Hues['paper'],
  };
}

/** Hues that make a sound ground without any image, chosen by eye. */
const GROUND_HUES = [262, 300, 350, 25, 45, 158, 192, 232];
/** Between these a dark ground is olive, which flatters nothing. */
const OLIVE = { from: 72, to: 142 };
/** A hue this near to the images' own belongs to them; the ones at the other angles set them off. */
const ANGLES = [0, 180, 150, 210, 120, 240];
const HIGHEST_CHROMA = 0.15;

function groundsFor([lead, ...others]: readonly Oklch[]): readonly Oklch[] {
  if (!lead) return GROUND_HUES.map((h) => colour(0.45, 0.13, h));
  const second = others.find((other) => hueDistance(other, lead) > 40);
  const own = [lead, ...(second ? [second] : [])].map((one) => ({ ...one, c: Math.min(one.c * 1.3, HIGHEST_CHROMA) }));
  const apart = ANGLES.slice(1).map((angle) => colour(0.42, 0.11, ((lead.h ?? 0) + angle) % 360));
  return [...own, ...apart].filter(({ h = 0 }) => h < OLIVE.from || h > OLIVE.to);
}

/** Accents for grounds up to a hue, chosen by eye: gold on nearly every hue, none that fights with its ground. */
const GOLD = colour(0.84, 0.17, 86);
const [RED, CORAL, LIME, CYAN, PINK, MINT, CREAM] = [
  colour(0.63, 0.22, 28),
  colour(0.72, 0.17, 38),
  colour(0.88, 0.2, 125),
  colour(0.83, 0.13, 205),
  colour(0.75, 0.17, 355),
  colour(0.87, 0.13, 165),
  colour(0.92, 0.07, 85),
];
const ACCENTS: readonly { readonly upTo: number; readonly accents: readonly Oklch[] }[] = [
  { upTo: 30, accents: [GOLD, CYAN, CREAM] },
  { upTo: 72, accents: [CREAM, CYAN, GOLD] },
  { upTo: 128, accents: [RED] },
  { upTo: 170, accents: [GOLD, CREAM, PINK] },
  { upTo: 220, accents: [CORAL, GOLD, CREAM] },
  { upTo: 285, accents: [GOLD, CORAL, LIME, PINK] },
  { upTo: 330, accents: [GOLD, LIME, CYAN, MINT] },
  { upTo: 360, accents: [GOLD, CYAN, CREAM] },
];

function accentsOn(hue: number): readonly Oklch[] {
  return (ACCENTS.find(({ upTo }) => hue <= upTo) ?? { accents: [GOLD] }).accents;
}

/** The palettes' colours, the most prominent first: by chroma times the root of their share. */
function colourful(images: readonly OrderImage[]): Oklch[] {
  const weighed = images.flatMap(({ analysis, role }) =>
    analysis.palette.flatMap(({ hex, share }) => {
      const candidate = oklch(hex);
      const weight = candidate ? candidate.c * Math.sqrt(share) * (role === 'LOGO' ? 1.5 : 1) : 0;
      return candidate && candidate.c > 0.04 ? [{ candidate, weight }] : [];
    }),
  );
  return weighed.sort((a, b) => b.weight - a.weight).map(({ candidate }) => candidate);
}

const oklch = converter('oklch');

export function colour(l: number, c: number, h: number): Oklch {
  return { mode: 'oklch', l, c, h };
}

function hueDistance(a: Oklch, b: Oklch): number {
  const difference = Math.abs((a.h ?? 0) - (b.h ?? 0)) % 360;
  return Math.min(difference, 360 - difference);
}

/** A whole number that the seed decides; another for each choice. */
function turn(seed: number, choice: number): number {
  const mixed = Math.imul((seed ^ (choice * 0x9e3779b9)) >>> 0, 0x85ebca6b) >>> 0;
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
