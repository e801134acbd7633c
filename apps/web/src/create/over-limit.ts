import { COPY_LIMITS, lineLength, qrLength } from '@proofsheet/domain/copy-limits';
import type { Words } from './words.ts';

const LINES = ['headline', 'subline', 'button', 'price', 'oldPrice', 'badge', 'legal', 'brand', 'author'] as const;

/** Whether anything is longer than it may be: its field says so already, and the server would say the same. */
export function isOverLimit(words: Words): boolean {
  const { points, labels, couponCode, couponLabel, ratingLabel, qr } = words;
  const limited: [string, number][] = [
    ...LINES.map((line): [string, number] => [words[line], COPY_LIMITS[line]]),
    ...points.map((point): [string, number] => [point, COPY_LIMITS.point]),
    ...labels.map((label): [string, number] => [label, COPY_LIMITS.label]),
    [couponCode, COPY_LIMITS.coupon],
    [couponLabel, COPY_LIMITS.couponLabel],
    [ratingLabel, COPY_LIMITS.ratingLabel],
  ];
  return limited.some(([text, most]) => lineLength(text) > most) || qrLength(qr) > COPY_LIMITS.qrBytes;
}
