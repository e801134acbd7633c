import { z } from 'zod';

/** What an uploaded font may be. Recognised by its first bytes, never by its name. */
export const FONT_MEDIA_TYPES = ['font/woff2', 'font/woff', 'font/ttf', 'font/otf'] as const;
export type FontMediaType = (typeof FONT_MEDIA_TYPES)[number];

/** The first four bytes as Latin-1. A TrueType font begins with its version, or on old Macs with a word. */
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

/** What was read in a font. */
export const fontFactsSchema = z.object({
  family: z.string(),
  style: z.string(),
  /** One weight, or the axis of a variable font. */
  weight: z.object({ least: z.number(), most: z.number() }),
  /** Inclusive ranges of the code points that it really draws. */
  ranges: z.array(z.tuple([z.int(), z.int()])),
});
export type FontFacts = z.infer<typeof fontFactsSchema>;

/** The two parts that a brand font may play, and the fields of `brand` that name it. */
export const FONT_PARTS = ['font', 'textFont'] as const;
export type FontPart = (typeof FONT_PARTS)[number];
