import { expect, test } from 'vitest';
import { priceParts } from './price.ts';
import { typographic } from './typography.ts';

/** As typed: locale, text, then prefix | amount | suffix with no-break spaces shown as `_`, and the decimals. */
test.each([
  ['en', 'from €1,299.00/mo', 'from | €1,299.00 | /mo', '.00'],
  ['de', 'ab 1.299,00 €/Monat', 'ab | 1.299,00_€ | /Monat', ',00'],
  ['de', '1.299,00 €/Monat', ' | 1.299,00_€ | /Monat', ',00'],
  ['fr', 'à partir de 9,99 €', 'à partir de | 9,99_€ | ', ',99'],
  ['es', 'desde 1.299 €', 'desde | 1.299_€ | ', ''],
  ['el', 'από 9,99 €', 'από | 9,99_€ | ', ',99'],
  ['ar', 'من ٢٤٩٫٥٠ €', 'من | ٢٤٩٫٥٠_€ | ', '٫٥٠'],
  ['ja', '¥1,299から', ' | ¥1,299 | から', ''],
  ['ja', '¥1,299〜', ' | ¥1,299 | 〜', ''],
  ['ja', '1299円(税込)', ' | 1299円 | (税込)', ''],
  ['de-CH', "CHF 1'299.–", ' | CHF_1’299.– | ', '.–'],
  ['de-CH', "CHF 1'299.-", ' | CHF_1’299.– | ', '.–'],
  ['de', '299,- €', ' | 299,–_€ | ', ',–'],
  ['nb', 'kr 249,-', ' | kr_249,– | ', ',–'],
  ['da', '249 kr.', ' | 249_kr. | ', ''],
  ['sv', '1 299 kr/mån', ' | 1_299_kr | /mån', ''],
  ['en-IN', '₹1,29,900', ' | ₹1,29,900 | ', ''],
  ['pt-BR', 'R$ 1.299,90 à vista', ' | R$_1.299,90 | à vista', ',90'],
  ['vi', '100 000 ₫', ' | 100_000_₫ | ', ''],
  ['he', '₪99.90', ' | ₪99.90 | ', '.90'],
  ['en', '$0', ' | $0 | ', ''],
  ['en', '-40 %', ' | −40_% | ', ''],
  ['en', '€5-€10', ' | €5–€10 | ', ''],
  ['en', '2 for €20', '2 for | €20 | ', ''],
  ['en', '€20 for 2', ' | €20 | for 2', ''],
  ['en', 'only $19.99+', 'only | $19.99+ | ', '.99'],
  ['en', '€249*', ' | €249 | *', ''],
])('in %s "%s" is %s', (locale, typed, parts, decimals) => {
  const found = priceParts(typographic(typed, locale), locale);
  const shown = [found?.prefix, found?.amount, found?.suffix].join(' | ').replace(/[\u00a0\u202f]/g, '_');
  expect([shown, found?.decimals]).toEqual([parts, decimals]);
});

test.each(['Free', 'Sold out', 'Gratis'])('"%s" has no amount', (text) => {
  expect(priceParts(text, 'en')).toBeUndefined();
});
