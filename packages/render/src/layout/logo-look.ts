import { converter, type Oklch } from 'culori';
import type { Logo } from '../images/logos.ts';
import { smallLogo } from './logo.ts';
import { reads } from './logo-ink.ts';

/** What palettes are made to suit: a logo's own colours, and on which grounds it is read. */
export interface LogoLook {
  /** The colours that it is known by, the most prominent first: none where it is black, white or grey, two at most. */
  readonly colours: readonly Oklch[];
  /** The contrast of the version that reads best on a ground, 1 to 21. */
  readonly readsOn: (ground: string) => number;
}

/** Undefined where an order has no logo. */
export async function lookOf(versions: readonly Logo[]): Promise<LogoLook | undefined> {
  const [first] = versions;
  if (!first) return undefined;
  const small = await Promise.all(versions.map(smallLogo));
  const colours = versions.map(coloursOf).find((found) => found.length > 0) ?? [];
  return { colours, readsOn: (ground) => Math.max(...small.map((version) => reads(version, ground))) };
}

/** So many pixels of a logo say what its colours are. */
const LOOKED_AT = 5000;
/** The alpha from which a pixel is ink; what is fainter is an edge. */
const SOLID = 160;
/** Colours of less chroma are greys. */
const GREY = 0.05;
/** The share of its ink that is coloured, from which a logo is. */
const COLOURED = 0.04;
/** Degrees of hue that are one colour: a bin with its neighbours. */
const BIN = 15;
/** A second colour is another hue, in degrees, and is a part of the first one's weight at least. */
const SECOND = { apart: 40, share: 0.2 } as const;

/** Sums over its pixels, each weighed by its chroma; `a` and `b` are OKLab's. */
interface Bin {
  weight: number;
  l: number;
  c: number;
  a: number;
  b: number;
}

function coloursOf({ width, height, data }: Pick<Logo, 'width' | 'height' | 'data'>): Oklch[] {
  const bins = Array.from({ length: 360 / BIN }, (): Bin => ({ weight: 0, l: 0, c: 0, a: 0, b: 0 }));
  let [ink, coloured] = [0, 0];
  const stride = Math.max(1, Math.floor((width * height) / LOOKED_AT));
  for (let pixel = 0; pixel < width * height; pixel += stride) {
    if ((data[pixel * 4 + 3] as number) < SOLID) continue;
    ink++;
    const { l, c, h = 0 } = oklchOf(data, pixel * 4);
    if (c < GREY) continue;
    coloured++;
    const bin = bins[Math.floor(h / BIN) % bins.length] as Bin;
    bin.weight += c;
    bin.l += l * c;
    bin.c += c * c;
    bin.a += Math.cos((h * Math.PI) / 180) * c;
    bin.b += Math.sin((h * Math.PI) / 180) * c;
  }
  if (coloured < ink * COLOURED) return [];
  const found = bins
    .map((bin, at) => ({ weight: weightAround(bins, at), bin, h: hueOf(bin) }))
    .filter(({ bin }) => bin.weight > 0)
    .toSorted((one, other) => other.weight - one.weight || other.bin.weight - one.bin.weight);
  const [lead] = found;
  if (!lead) return [];
  const second = found.find(({ h, weight }) => apart(h, lead.h) > SECOND.apart && weight >= lead.weight * SECOND.share);
  return [lead, ...(second ? [second] : [])].map(({ bin: { weight, l, c }, h }) => ({
    ...{ mode: 'oklch' as const, l: l / weight, c: c / weight, h },
  }));
}

function hueOf({ a, b }: Bin): number {
  return ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
}

function weightAround(bins: readonly Bin[], at: number): number {
  const weightAt = (index: number) => bins[(index + bins.length) % bins.length]?.weight ?? 0;
  return weightAt(at) * 2 + weightAt(at - 1) + weightAt(at + 1);
}

function apart(one: number, other: number): number {
  const difference = Math.abs(one - other) % 360;
  return Math.min(difference, 360 - difference);
}

const toOklch = converter('oklch');

function oklchOf(data: Uint8Array, at: number): Oklch {
  const [r, g, b] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
  return toOklch({ mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 });
}
