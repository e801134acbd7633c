import { z } from 'zod';

/**
 * One line of text: white space is folded, and control characters are refused, which no font draws and no database
 * stores.
 */
const line = (most: number) =>
  z
    .string()
    .overwrite((text) => text.replace(/\s+/g, ' ').trim())
    .regex(/^\P{Cc}*$/u, 'no control characters')
    .min(1)
    .max(most);
const locale = z.string().max(35).refine(isLocale, 'a locale is written as in BCP 47, such as en or zh-Hant');

/** The words of a picture. Only the headline is required; a template leaves out what is not given. */
export const copySchema = z.strictObject({
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
export type Copy = z.infer<typeof copySchema>;

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
