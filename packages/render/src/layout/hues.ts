import type { Scheme } from '@proofsheet/domain';
import { converter, type Oklch } from 'culori';
import type { OrderImage } from '../images/order-image.ts';
import type { LogoLook } from './logo-look.ts';

/** The two colours that a theme is made from where no brand names any, exchanged where it swaps them, and what pale grounds are made of. */
export interface Hues {
  readonly dominant: Oklch;
  readonly accent: Oklch;
  readonly paper: 'white' | 'warm' | 'tinted';
  /** Whether they are a logo's: its accent is as it is in the logo, and no further hue stands beside them. */
  readonly ofLogo: boolean;
}

/**
 * Colours for an order without a brand's: those of its logo, else a ground in a hue of its images, or in one that sets
 * them off, and an accent that stands out on it. Which of the sound ones is decided by the seed, so that orders do not
 * look alike, and is another one for each scheme, so that the variants of one order do not either.
 */
export function huesOf(
  images: readonly OrderImage[],
  seed: number,
  { scheme, swap, logo }: { readonly scheme: Scheme; readonly swap: boolean; readonly logo?: LogoLook | undefined },
): Hues {
  const papers = ['white', 'warm', 'tinted'] as const;
  const paper = papers[(turn(seed, 2) + (swap ? 1 : 0)) % papers.length] as Hues['paper'];
  const colours = colourful(images);
  const around = logo && aroundLogo(logo, colours[0], seed, { scheme, swap });
  if (around) return { ...around, paper, ofLogo: true };
  const grounds = groundsFor(colours, scheme === 'vivid' ? MUDDY : OLIVE);
  const ground = grounds[(turn(seed, 0) + SHIFTS[scheme]) % grounds.length] as Oklch;
  const shown = colours.filter((one) => one.c > 0.09 && hueDistance(one, ground) > 60).slice(0, 1);
  const accents = [...shown, ...accentsOn(ground.h ?? 0)];
  const accent = accents[turn(seed, 1) % accents.length] as Oklch;
  return { dominant: swap ? accent : ground, accent: swap ? ground : accent, paper, ofLogo: false };
}

/** How many grounds a scheme is further than the deep one. */
const SHIFTS: Readonly<Record<Scheme, number>> = { deep: 0, bright: 1, vivid: 2 };

/** The chroma of a ground that stands back beside a logo. */
const QUIET = 0.045;
/** Between these a colour is brown or olive as a vivid ground. */
const MUDDY = { from: 48, to: 142 };
/** The hue of a ground that stands back where nothing else names one: that of ink. */
const INK = 262;

/**
 * A logo's colour is the accent, and its second one where colours are exchanged. The ground has it too, or stands back in the
 * hue of the photograph, or in the one that is opposite to the logo's: the vivid one where the colour makes no sound ground.
 */
function aroundLogo(
  { colours: [own, second] }: LogoLook,
  lead: Oklch | undefined,
  seed: number,
  { scheme, swap }: { readonly scheme: Scheme; readonly swap: boolean },
): Pick<Hues, 'dominant' | 'accent'> | undefined {
  if (!own) return undefined;
  const quiet = (h: number) => colour(own.l, QUIET, isWithin(OLIVE, h % 360) ? INK : h % 360);
  const opposite = quiet((own.h ?? 0) + 180);
  const fields = [own, ...(second ? [second] : [])].filter(({ h = 0 }) => !isWithin(MUDDY, h));
  const field = swap ? fields.at(-1) : fields[0];
  const grounds = [opposite, ...(field ? [field] : []), quiet(lead?.h ?? INK)];
  const turned = grounds[(turn(seed, 0) + SHIFTS[scheme] + (swap ? 1 : 0)) % grounds.length] as Oklch;
  return { dominant: scheme === 'vivid' ? (field ?? opposite) : turned, accent: swap ? (second ?? own) : own };
}

function isWithin({ from, to }: typeof OLIVE, h: number): boolean {
  return h >= from && h <= to;
}

/** Hues that make a sound ground without any image, chosen by eye. */
const GROUND_HUES = [262, 300, 350, 25, 45, 158, 192, 232];
/** Between these a dark ground is olive, which flatters nothing. */
const OLIVE = { from: 72, to: 142 };
/** A hue this near to the images' own belongs to them; the ones at the other angles set them off. */
const ANGLES = [0, 180, 150, 210, 120, 240];
const HIGHEST_CHROMA = 0.15;

function groundsFor([lead, ...others]: readonly Oklch[], spoilt: typeof OLIVE): readonly Oklch[] {
  if (!lead) return GROUND_HUES.map((h) => colour(0.45, 0.13, h));
  const second = others.find((other) => hueDistance(other, lead) > 40);
  const own = [lead, ...(second ? [second] : [])].map((one) => ({ ...one, c: Math.min(one.c * 1.3, HIGHEST_CHROMA) }));
  const apart = ANGLES.slice(1).map((angle) => colour(0.42, 0.11, ((lead.h ?? 0) + angle) % 360));
  return [...own, ...apart].filter(({ h = 0 }) => !isWithin(spoilt, h));
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
  { upTo: 30, accents: [GOLD, CREAM, CORAL] },
  { upTo: 72, accents: [CREAM, GOLD, CORAL] },
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
  const pictures = images.filter(({ role }) => role !== 'LOGO');
  const weighed = pictures.flatMap(({ analysis }) =>
    analysis.palette.flatMap(({ hex, share }) => {
      const candidate = oklch(hex);
      const weight = candidate ? candidate.c * Math.sqrt(share) : 0;
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
