import { type Copy, OFFER_PARTS, type OfferPart } from '@proofsheet/domain';
import type { TextSlot } from '../templates/manifest.ts';

/** What of an offer is drawn and not written: how many of the stars are filled, and what the QR code holds. */
export interface OfferSigns {
  /** The share of the best rating, 0 to 1. */
  readonly stars?: number | undefined;
  readonly qr?: string | undefined;
  /** The parts that the order gives. */
  readonly given: readonly OfferPart[];
}

export function offerSigns(copy: Copy): OfferSigns {
  const { rating, qr } = copy;
  const given = OFFER_PARTS.filter((part) => copy[part] !== undefined);
  return { given, stars: rating && rating.value / rating.of, qr };
}

/** The texts of an offer but its price; numbers are written as the locale does. */
export function offerTexts({ oldPrice, badge, coupon, rating, legal }: Copy, locale: string): [TextSlot, string][] {
  return [
    ['old-price', oldPrice ?? ''],
    ['badge', badge ?? ''],
    ['rating', rating ? ratingText(rating, locale) : ''],
    ['reviews', rating ? reviewsText(rating, locale) : ''],
    ['coupon-label', typeof coupon === 'object' ? (coupon.label ?? '') : ''],
    ['coupon', typeof coupon === 'object' ? coupon.code : (coupon ?? '')],
    ['legal', legal ?? ''],
  ];
}

type Rating = NonNullable<Copy['rating']>;

/** Of five stars the number alone is understood: 4.8, but 9.6/10. */
function ratingText({ value, of }: Rating, locale: string): string {
  const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return of === 5 ? written.format(value) : `${written.format(value)}/${written.format(of)}`;
}

/** `1,204 reviews`; a number alone stands in brackets, as people know it from shops. */
function reviewsText({ count, label }: Rating, locale: string): string {
  if (count === undefined) return label ?? '';
  const number = new Intl.NumberFormat(locale).format(count);
  return label === undefined ? `(${number})` : `${number} ${label}`;
}
