import type { FontFacts, FontPart } from '@proofsheet/domain';
import type { FontFile, FontSupply } from '../fonts/font-library.ts';
import { covers } from '../fonts/ranges.ts';
import type { TextSlot } from '../templates/manifest.ts';

/** An uploaded font. What is read in it was read when it was uploaded. */
export interface BrandFont {
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly facts: Pick<FontFacts, 'ranges' | 'weight'>;
}
export type BrandFonts = Partial<Readonly<Record<FontPart, BrandFont>>>;

/** The slots that are set in the first brand font; all others are set in the second. */
const DISPLAYED: ReadonlySet<TextSlot> = new Set(['headline', 'number', 'price']);

export function partOf(slot: TextSlot): FontPart {
  return DISPLAYED.has(slot) ? 'font' : 'textFont';
}

/**
 * Under a family of its own, which its bytes decide: two fonts of one name are two families. A font with one weight counts
 * as the heaviest, so that no stroke is thickened for a weight that it does not have.
 */
function fileOf({ sha256, bytes, facts: { ranges, weight } }: BrandFont): FontFile {
  const family = `brand-${sha256.slice(0, 32)}`;
  return { family, data: bytes, ranges, ...(weight.least < weight.most ? {} : { weight: HEAVIEST }) };
}

const HEAVIEST = 900;

/** The fonts of a text with those of the brand: these first in the slots of their part, ours wherever they have no glyph. */
export function withBrand(ours: FontSupply, fonts: BrandFonts) {
  const parts = (Object.entries(fonts) as [FontPart, BrandFont][]).map(([part, font]) => [part, fileOf(font)] as const);
  const files = parts.map(([, file]) => file);
  const known = new Map(files.map((file) => [file.family, file]));
  const draws = (slot: TextSlot) => (point: number) =>
    ours.draws(point) || parts.some(([part, { ranges }]) => part === partOf(slot) && covers(ranges, point));
  return {
    fonts: { files: [...ours.files, ...known.values()], families: [...ours.families, ...known.keys()] },
    brand: Object.fromEntries(parts.map(([part, { family }]) => [part, family])) as Partial<Record<FontPart, string>>,
    draws,
  };
}
