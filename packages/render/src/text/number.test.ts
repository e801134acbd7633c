import { expect, test } from 'vitest';
import { NUMBER_WORDS } from './cldr.generated.ts';
import { numberThatBegins } from './number.ts';
import { wordsOf } from './segment.ts';
import { typographic } from './typography.ts';

test('thousands and millions stay with their number in every language that Intl writes', () => {
  const left: string[] = [];
  let whole = 0;
  for (const locale of Object.keys(NUMBER_WORDS).filter((name) => Intl.NumberFormat.supportedLocalesOf(name).length)) {
    for (const compactDisplay of ['short', 'long'] as const) {
      for (const amount of [12e3, 12e6]) {
        const compact = new Intl.NumberFormat(locale, { notation: 'compact', compactDisplay }).format(amount);
        const typed = compact.replaceAll(/\s/g, ' ').replaceAll(/[\u200e\u200f]/g, '');
        if (!/^\p{Nd}[\p{Nd}.,]*.*\p{L}/u.test(typed)) continue;
        const begun = numberThatBegins(wordsOf(typographic(`${typed} people agree`, locale), locale), locale);
        if (begun?.number.text.replaceAll(/\s/g, ' ') === typed) whole += 1;
        else if (begun) left.push(`${locale}: ${typed}: ${begun.number.text}`);
      }
    }
  }
  expect(left).toEqual([]);
  expect(whole).toBeGreaterThan(400);
});

test.each([
  ['en', 'Only 5 Mio. Kunden', 'Only 5_Mio. Kunden'],
  ['en', '12 Millionen Fans', '12_Millionen Fans'],
  ['de', '3 milhões de fãs', '3_milhões de fãs'],
  // Too short to mean a thousand elsewhere.
  ['en', '12 bin there', '12 bin there'],
  ['tr', '12 bin kişi', '12_bin kişi'],
])('in %s, a long word for a million stays with its number in whatever language: %s', (locale, typed, bound) => {
  expect(typographic(typed, locale).replaceAll('\u00a0', '_')).toBe(bound);
});
