import { LIMITS, RENDITION_WIDTHS } from '@proofsheet/domain';
import { z } from 'zod';

/** How wide a picture is asked for, in an address. */
export const renditionWidth = z
  .custom<string>((given) => typeof given === 'string' && /^[0-9]{1,9}$/.test(given), 'must be a whole number')
  .transform(Number)
  .pipe(z.int().min(1).max(LIMITS.formatSide.most))
  .optional()
  .meta({
    ...{ type: 'integer', minimum: 1, maximum: LIMITS.formatSide.most },
    description: `A smaller one, at least so wide: the next of ${RENDITION_WIDTHS.join(', ')}, or the image itself. Made once.`,
  });
