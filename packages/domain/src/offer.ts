import { z } from 'zod';
import { COPY_LIMITS, qrLength } from './copy-limits.ts';
import type { WrittenLine } from './written-line.ts';

/** The parts of an offer beside its price, each shown where a template has a place for it. */
export const OFFER_PARTS = ['price', 'oldPrice', 'badge', 'coupon', 'rating', 'legal', 'qr'] as const;
export type OfferPart = (typeof OFFER_PARTS)[number];

/** A sign for a person or a machine, to be copied letter by letter: it has no spaces in it. */
const code = z
  .string()
  .trim()
  .min(1)
  .max(COPY_LIMITS.coupon)
  .regex(/^[^\s\p{C}]+$/u, 'must be one word without spaces');

const couponOf = (line: WrittenLine) =>
  z.union(
    [
      code.describe('The code alone.'),
      z.strictObject({
        code: code.describe('Shown letter by letter as it is given, on one line.'),
        label: line(COPY_LIMITS.couponLabel).optional().describe('What stands before the code: "Code", "With".'),
      }),
    ],
    { error: 'must be a code, or an object with `code` and maybe `label`' },
  );

const ratingOf = (line: WrittenLine) =>
  z
    .strictObject({
      value: z
        .number()
        .min(0)
        .max(COPY_LIMITS.ratingOf)
        .describe('The mean, 0 to `of`: 4.8. Stars are filled by that share.'),
      of: z.int().min(1).max(COPY_LIMITS.ratingOf).default(5).describe('The best rating there is.'),
      count: z
        .int()
        .min(0)
        .max(COPY_LIMITS.ratingCount)
        .optional()
        .describe('How many ratings: 1204, written by the locale.'),
      label: line(COPY_LIMITS.ratingLabel)
        .optional()
        .describe('What is counted, "reviews"; without `count` it stands by itself.'),
    })
    .refine(({ value, of }) => value <= of, { path: ['value'], message: 'must be at most `of`' });

const qr = z
  .string()
  .trim()
  .min(1)
  .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
  .refine((text) => qrLength(text) <= COPY_LIMITS.qrBytes, `may have at most ${COPY_LIMITS.qrBytes} bytes`);

/** The fields of an offer in the copy. */
export const offerFields = (line: WrittenLine) => ({
  price: line(COPY_LIMITS.price)
    .optional()
    .describe(
      'As it is read: "€249", "from €1,299.00/mo", "1.299,00 €/Monat". The amount is never parted; what stands before and after it is set smaller.',
    ),
  oldPrice: line(COPY_LIMITS.oldPrice).optional().describe('The price before, struck through. Needs `price`.'),
  badge: line(COPY_LIMITS.badge).optional().describe('Two or three words on a label: "-30 %", "NEW", "2 for 1".'),
  coupon: couponOf(line).optional().describe('A code to be typed in, on a ticket.'),
  rating: ratingOf(line).optional().describe('A mean with stars, and how many gave it.'),
  legal: line(COPY_LIMITS.legal).optional().describe('Conditions, small at the foot, at least 9 pixels high.'),
  qr: qr
    .optional()
    .describe(
      'What a QR code holds: an address (https://…) or a text of at most 300 bytes. Short ones fit more sizes.',
    ),
});
