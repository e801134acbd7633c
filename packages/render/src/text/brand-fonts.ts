import type { FontFacts, FontPart } from '@proofsheet/domain';
import type { FontFile, FontSupply } from '../fonts/font-library.ts';
import { covers } from '../fonts/ranges.ts';
import type { TextSlot } from '../templates/manifest.ts';
import type { Glyphs } from './characters.ts';

/** An uploaded font. Its facts were read when it was uploaded. */
export interface BrandFont {
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly facts: Pick<FontFacts, 'ranges' | 'weight'>;
}
export type BrandFonts = Partial<Readonly<Record<FontPart, BrandFont>>>;

/** The slots that are set in `font`; all others are set in `textFont`. */
const DISPLAYED: ReadonlySet<TextSlot> = new Set(['headline', 'number', 'price', 'old-price']);

export function partOf(slot: TextSlot): FontPart {
  return DISPLAYED.has(slot) ? 'font' : 'textFont';
}

/**
 * Each font gets its own family, named by its bytes: two fonts of one name are two families. A font with one weight is
 * registered as the heaviest, so that the engine does not thicken its strokes for a weight that it does not have.
 */
function fileOf({ sha256, bytes, facts: { ranges, weight } }: BrandFont): FontFile {
  const family = `brand-${sha256.slice(0, 32)}`;
  return { family, data: bytes, ranges, ...(weight.least < weight.most ? {} : { weight: HEAVIEST }) };
}

const HEAVIEST = 900;

/** Adds the brand's fonts to ours: they come first in the slots of their part, ours draw the glyphs that they lack. */
export function withBrand(ours: FontSupply, fonts: BrandFonts) {
  const parts = (Object.entries(fonts) as [FontPart, BrandFont][]).map(([part, font]) => [part, fileOf(font)] as const);
  const files = parts.map(([, file]) => file);
  const byFamily = new Map(files.map((file) => [file.family, file]));
  const glyphs = (slot: TextSlot): Glyphs => {
    const own = parts.flatMap(([part, { ranges }]) => (part === partOf(slot) ? [ranges] : []));
    const ownHas = (points: readonly number[]) => own.some((ranges) => points.every((point) => covers(ranges, point)));
    return {
      draws: (point) => ours.draws(point) || ownHas([point]),
      joins: (cluster) => ours.joins(cluster) || ownHas(cluster),
    };
  };
  return {
    fonts: { files: [...ours.files, ...byFamily.values()], families: [...ours.families, ...byFamily.keys()] },
    brand: Object.fromEntries(parts.map(([part, { family }]) => [part, family])) as Partial<Record<FontPart, string>>,
    glyphs,
  };
}
