import type { Copy, GenerationKind } from '@proofsheet/client';

/** The words of an order as they stand in its fields. */
export interface Words extends Readonly<Record<Line, string>> {
  readonly couponCode: string;
  readonly couponLabel: string;
  readonly rating: number | undefined;
  readonly ratingOf: number | undefined;
  readonly ratingCount: number | undefined;
  readonly ratingLabel: string;
  readonly points: readonly string[];
  readonly labels: readonly [string, string];
}

/** What is a text of its own in the copy. */
export type Line = 'headline' | OptionalLine;
type OptionalLine =
  | 'subline'
  | 'button'
  | 'price'
  | 'oldPrice'
  | 'badge'
  | 'legal'
  | 'qr'
  | 'brand'
  | 'author'
  | 'locale';

export const NO_WORDS: Words = {
  ...{ headline: '', subline: '', button: '', price: '', oldPrice: '', badge: '', legal: '', qr: '' },
  ...{ brand: '', author: '', locale: '', couponCode: '', couponLabel: '' },
  ...{ rating: undefined, ratingOf: undefined, ratingCount: undefined, ratingLabel: '' },
  points: [''],
  labels: ['', ''],
};

/** What the form shows for a kind; what another kind had in other fields stays in the draft. */
const LINES: Readonly<Record<GenerationKind, readonly OptionalLine[]>> = {
  THUMBNAIL: ['subline', 'price', 'author', 'locale'],
  AD: ['subline', 'button', 'price', 'oldPrice', 'badge', 'legal', 'qr', 'brand', 'author', 'locale'],
};

/** The copy of an order, without what is begun and means nothing yet: `beginnings` names that. */
export function copyOf(words: Words, kind: GenerationKind): Copy {
  const { headline, points, labels, price } = words;
  const lines = LINES[kind].filter((line) => isGiven(words[line]) && (line !== 'oldPrice' || isGiven(price)));
  const listed = points.filter(isGiven);
  return {
    headline,
    ...Object.fromEntries(lines.map((line) => [line, words[line]])),
    ...(kind === 'AD' ? { ...couponOf(words), ...ratingOf(words) } : {}),
    ...(listed.length > 0 ? { points: listed } : {}),
    ...(labels.every(isGiven) ? { labels: [...labels] } : {}),
  };
}

/** What would be lost, because it needs something beside it: the field that is missing, and what to do. */
export function beginnings(words: Words, kind: GenerationKind): ReadonlyMap<string, string> {
  const { labels, price, oldPrice, couponCode, couponLabel, rating, ratingCount, ratingLabel } = words;
  const found = new Map<string, string>();
  if (labels.some(isGiven)) {
    if (!isGiven(labels[0])) found.set('/copy/labels/0', 'Both sides need words.');
    if (!isGiven(labels[1])) found.set('/copy/labels/1', 'Both sides need words.');
  }
  if (kind === 'THUMBNAIL') return found;
  if (isGiven(oldPrice) && !isGiven(price)) found.set('/copy/price', 'An old price needs the price of now.');
  if (isGiven(couponLabel) && !isGiven(couponCode)) found.set('/copy/coupon/code', 'Give the code itself, too.');
  if (rating === undefined && (ratingCount !== undefined || isGiven(ratingLabel)))
    found.set('/copy/rating/value', 'Give the rating itself, such as 4.8.');
  return found;
}

/** The fields as they were when this copy was ordered. */
export function wordsOf({ coupon, rating, points, labels, ...lines }: Copy): Words {
  const { code, label } = typeof coupon === 'string' ? { code: coupon } : (coupon ?? { code: '' });
  return {
    ...NO_WORDS,
    ...lines,
    ...{ couponCode: code, couponLabel: label ?? '' },
    ...{ rating: rating?.value, ratingCount: rating?.count, ratingLabel: rating?.label ?? '' },
    ratingOf: rating?.of === BEST_RATING ? undefined : rating?.of,
    points: points ?? NO_WORDS.points,
    labels: [labels?.[0] ?? '', labels?.[1] ?? ''],
  };
}

/** Where a point stands in the copy, in which empty ones are left out. */
export function placeOfPoint(points: readonly string[], index: number): number {
  return points.slice(0, index).filter(isGiven).length;
}

export function isGiven(text: string): boolean {
  return text.trim() !== '';
}

export const BEST_RATING = 5;

function couponOf({ couponCode, couponLabel }: Words): Pick<Copy, 'coupon'> {
  if (!isGiven(couponCode)) return {};
  return { coupon: isGiven(couponLabel) ? { code: couponCode, label: couponLabel } : couponCode };
}

function ratingOf({ rating, ratingOf, ratingCount, ratingLabel }: Words): Pick<Copy, 'rating'> {
  if (rating === undefined) return {};
  return {
    rating: {
      value: rating,
      of: ratingOf ?? BEST_RATING,
      ...(ratingCount === undefined ? {} : { count: ratingCount }),
      ...(isGiven(ratingLabel) ? { label: ratingLabel } : {}),
    },
  };
}
