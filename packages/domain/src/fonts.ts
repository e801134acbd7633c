import { z } from 'zod';

/** What uploaded fonts may be. Recognised by their first bytes, never by their names. */
export const FONT_MEDIA_TYPES = ['font/woff2', 'font/woff', 'font/ttf', 'font/otf'] as const;
export type FontMediaType = (typeof FONT_MEDIA_TYPES)[number];

/** The first four bytes as Latin-1. A TrueType font begins with its version, one of an old Mac with the word `true`. */
const SIGNATURES: Readonly<Record<string, FontMediaType>> = {
  wOF2: 'font/woff2',
  wOFF: 'font/woff',
  '\0\x01\0\0': 'font/ttf',
  true: 'font/ttf',
  OTTO: 'font/otf',
};

export function fontMediaTypeOf(bytes: Uint8Array): FontMediaType | undefined {
  return SIGNATURES[String.fromCharCode(...bytes.subarray(0, 4))];
}

/** What was read from a font. */
export const fontFactsSchema = z.object({
  family: z.string(),
  style: z.string(),
  /** One weight, or the axis of a variable font. */
  weight: z.object({ least: z.number(), most: z.number() }),
  /** The code points that the font really draws, as inclusive ranges. */
  ranges: z.array(z.tuple([z.int(), z.int()])),
});
export type FontFacts = z.infer<typeof fontFactsSchema>;

/** The uses of a brand font: the fields of `brand` that name one. */
export const FONT_PARTS = ['font', 'textFont'] as const;
export type FontPart = (typeof FONT_PARTS)[number];
