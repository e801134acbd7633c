import { expect, test } from 'vitest';
import { copySchema } from './copy.ts';
import { generationRequestSchema } from './request.ts';

const OFFER = {
  headline: 'Hello',
  ...{ price: 'from €1,299.00/mo', oldPrice: '€1,599.00', badge: '-30 %' },
  coupon: { code: 'QUIET20', label: 'Code' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'reviews' },
  legal: 'While stocks last.',
  qr: 'https://orvane.example/s',
};

test('an offer is taken as it is given; a rating is one of five unless it says otherwise', () => {
  expect(copySchema.parse(OFFER)).toEqual(OFFER);
  expect(copySchema.parse({ headline: 'Hello', rating: { value: 4 } }).rating).toEqual({ value: 4, of: 5 });
});

test('a coupon may be its code alone', () => {
  expect(copySchema.parse({ headline: 'Hello', coupon: ' QUIET20 ' }).coupon).toBe('QUIET20');
});

test.each([
  ['a price before without a price', { price: undefined }, 'oldPrice'],
  ['a price that is a sentence', { price: 'x'.repeat(41) }, 'price'],
  ['a badge that is a sentence', { badge: 'x'.repeat(21) }, 'badge'],
  ['a code alone of two words', { coupon: 'QUIET 20' }, 'coupon'],
  ['a coupon without a code', { coupon: { label: 'Code' } }, 'coupon'],
  ['a coupon that is a number', { coupon: 20 }, 'coupon'],
  ['a code of two words', { coupon: { code: 'QUIET 20' } }, 'coupon/code'],
  ['a code that nobody types', { coupon: { code: 'X'.repeat(25) } }, 'coupon/code'],
  ['an empty code', { coupon: { code: ' ' } }, 'coupon/code'],
  ['more stars than there are', { rating: { value: 5.1 } }, 'rating/value'],
  ['a rating below nothing', { rating: { value: -1 } }, 'rating/value'],
  ['half a vote', { rating: { value: 4, count: 1.5 } }, 'rating/count'],
  ['a rating of nothing', { rating: { value: 0, of: 0 } }, 'rating/of'],
  ['an unknown part of a rating', { rating: { value: 4, stars: 5 } }, 'rating'],
  ['conditions of a page', { legal: 'x'.repeat(241) }, 'legal'],
  ['more than a QR code holds', { qr: 'ü'.repeat(151) }, 'qr'],
  ['a line break in a QR code', { qr: 'a\nb' }, 'qr'],
])('%s is refused at its place', (_, change, field) => {
  const { error } = generationRequestSchema.safeParse({ kind: 'AD', copy: { ...OFFER, ...change } });
  expect(error?.issues.map(({ path }) => path.join('/'))).toContain(`copy/${field}`);
});
