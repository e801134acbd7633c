import { z } from 'zod';
import { foldedLine } from './copy-limits.ts';
import { emphasisIn } from './emphasis.ts';

/** Format characters that are drawn, for a character class: signs before and around Arabic and Syriac numbers, and Kaithi's. */
export const NUMBER_SIGNS = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';

/**
 * A character that leaves something on the picture: not a space, a mark without its letter, a Braille cell without
 * dots, nor what Unicode says is to be ignored (joiners, direction marks, soft hyphens, fillers). Of the format
 * characters those that stand before or around a number are drawn.
 */
const DRAWN = new RegExp(
  `(?![\\p{Default_Ignorable_Code_Point}\\u2800])[\\p{L}\\p{N}\\p{P}\\p{S}\\p{Co}${NUMBER_SIGNS}]`,
  'u',
);

/** One line of text of at most so many characters. */
export type WrittenLine = (most: number) => z.ZodString;

/**
 * One line of text with something to draw: white space is folded, and control characters are refused, which no font
 * draws and no database stores.
 */
export const storedLine: WrittenLine = (most) =>
  z
    .string()
    .overwrite(foldedLine)
    .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
    .min(1)
    .max(most);

/** What is submitted has something to draw. Rows of older versions may not, and can be read all the same. */
export const line: WrittenLine = (most) =>
  storedLine(most).refine(
    (text) => emphasisIn(text).some((part) => DRAWN.test(part.text)),
    'must have something to draw in it',
  );
