/**
 * What the words of a picture may have at most. This file imports nothing, so that pages count and limit exactly as the
 * schemas do.
 */
export const COPY_LIMITS = {
  headline: 80,
  subline: 80,
  button: 24,
  price: 40,
  oldPrice: 24,
  badge: 20,
  /** The code of a coupon. */
  coupon: 24,
  couponLabel: 24,
  /** The best rating that a scale may have. */
  ratingOf: 100,
  ratingCount: 1_000_000_000,
  ratingLabel: 24,
  legal: 240,
  /** In bytes of UTF-8: with more the modules of a QR code are too small for any ad. */
  qrBytes: 300,
  brand: 40,
  /** Of one point, of `points` at most. */
  point: 48,
  points: 4,
  label: 24,
  author: 60,
} as const;

/** White space at which a line may break. No-break spaces (U+00A0, U+202F, U+2007) are typed for a reason and stay. */
const FOLDED = /[^\S\u00a0\u202f\u2007\ufeff]+/g;

/** A line of text as it is stored: its white space is folded. */
export function foldedLine(text: string): string {
  return text.replace(FOLDED, ' ').trim();
}

/** How many characters of its limit a line takes: code points of what is stored of it. */
export function lineLength(text: string): number {
  return [...foldedLine(text)].length;
}

/** How many bytes of its limit the text of a QR code takes. */
export function qrLength(text: string): number {
  return new TextEncoder().encode(text.trim()).length;
}
