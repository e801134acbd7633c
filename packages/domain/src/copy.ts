import { z } from 'zod';
import { COPY_LIMITS } from './copy-limits.ts';
import { offerFields } from './offer.ts';
import { line, storedLine, type WrittenLine } from './written-line.ts';

const locale = z.string().max(35).refine(isLocale, 'must be a locale as in BCP 47, such as en or zh-Hant');

/** The words of a picture. Only the headline is required; a template leaves out what is not given. */
const copyOf = (line: WrittenLine) =>
  z.strictObject({
    headline: line(COPY_LIMITS.headline).describe(
      'Two to five words say most. `**word**` is drawn in the accent colour.',
    ),
    subline: line(COPY_LIMITS.subline).optional().describe('One supporting line.'),
    button: line(COPY_LIMITS.button).optional().describe('The call to action of an ad.'),
    ...offerFields(line),
    brand: line(COPY_LIMITS.brand).optional().describe('The name shown where no logo is given.'),
    points: z
      .array(line(COPY_LIMITS.point))
      .min(1)
      .max(COPY_LIMITS.points)
      .optional()
      .describe('One to four short lines: the points of an offer, the entries of a list.'),
    labels: z
      .array(line(COPY_LIMITS.label))
      .length(2)
      .optional()
      .describe('The two sides of a comparison, such as before and after.'),
    author: line(COPY_LIMITS.author).optional().describe('Who says the headline, where it is a quotation.'),
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
