import { z } from 'zod';
import { emphasisIn } from './emphasis.ts';

/** White space at which a line may break. No-break spaces (U+00A0, U+202F, U+2007) are typed for a reason and stay. */
const FOLDED = /[^\S\u00a0\u202f\u2007\ufeff]+/g;
/**
 * A character that leaves something on the picture: not a space, a mark without its letter, a Braille cell without
 * dots, nor what Unicode says is to be ignored (joiners, direction marks, soft hyphens, fillers). Of the format
 * characters those that stand before or around a number are drawn.
 */
const DRAWN =
  /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}\p{Co}\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;

/**
 * One line of text with something to draw: white space is folded, and control characters are refused, which no font
 * draws and no database stores.
 */
const storedLine = (most: number) =>
  z
    .string()
    .overwrite((text) => text.replace(FOLDED, ' ').trim())
    .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
    .min(1)
    .max(most);
/** What is submitted has something to draw. Rows of older versions may not, and can be read all the same. */
const line = (most: number) =>
  storedLine(most).refine(
    (text) => emphasisIn(text).some((part) => DRAWN.test(part.text)),
    'must have something to draw in it',
  );
const locale = z.string().max(35).refine(isLocale, 'must be a locale as in BCP 47, such as en or zh-Hant');

/** The words of a picture. Only the headline is required; a template leaves out what is not given. */
const copyOf = (line: (most: number) => z.ZodString) =>
  z.strictObject({
    headline: line(80).describe('Two to five words say most. `**word**` is drawn in the accent colour.'),
    subline: line(80).optional().describe('One supporting line.'),
    button: line(24).optional().describe('The call to action of an ad.'),
    price: line(16).optional().describe('Drawn as a badge where the template has one.'),
    brand: line(40).optional().describe('The name shown where no logo is given.'),
    points: z
      .array(line(48))
      .min(1)
      .max(4)
      .optional()
      .describe('One to four short lines: the points of an offer, the entries of a list.'),
    labels: z.array(line(24)).length(2).optional().describe('The two sides of a comparison, such as before and after.'),
    author: line(60).optional().describe('Who says the headline, where it is a quotation.'),
    locale: locale
      .optional()
      .describe('BCP 47, such as `de-AT`: quotation marks, capitals, line breaks, forms of Chinese characters.'),
  });

export const copySchema = copyOf(line).meta({ id: 'Copy' });
export const storedCopySchema = copyOf(storedLine);
export type Copy = z.infer<typeof copySchema>;

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
