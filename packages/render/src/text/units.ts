import { NUMBER_WORDS } from './cldr.generated.ts';

/** A prefix of the SI and a unit that takes it, in Latin and Cyrillic letters; the micro sign and the Greek letter. */
const SI =
  '(?:[yzafpnµμmcdhkKMGTPEZY]|da|Ki|Mi|Gi|Ti)?(?:m|g|l|L|s|A|K|W|V|J|N|F|H|T|Hz|Pa|Wh|Ah|VA|Wp|Ω|Ω|eV|cd|mol|lm|lx|Bq|Sv|Gy|B|b|bit|bps|Bit|cal|bar|t|px|pt|P|X|dpi)[²³⁻¹]*';
const CYRILLIC_SI = '(?:[мкМГТнпдс]|мк)?(?:м|г|л|с|А|В|Вт|Гц|Па|Вт[⋅·]?ч|Дж|Н|Б|бит|б|т)[²³]?';
const OTHERS = 'min|h|d|ha|ft|lb|lbs|oz|yd|mph|kph|fps|rpm|dB[A]?|MP|Mpx|ppi|kcal|kJ|hp|PS|mAh|°[CFKм]|°|℃|℉|Å|fl oz';
/** `m²`, `km/h`, `mg/l`: units, and units by units. */
const SIGNS = `(?:${SI}|${CYRILLIC_SI}|${OTHERS})`;
const COMPOUND = `${SIGNS}(?:[/⋅·]${SIGNS})?`;
/** The sign of a unit as a whole. */
export const SIGN_OF_UNIT = `${COMPOUND}(?![\\p{L}\\p{M}\\p{N}’])`;
/** What a number may end in, and its unit be set off by. */
const AFTER_NUMBER = '(?<=\\p{N}(?:\\*\\*)?[\\s]?(?:\\*\\*)?)';
const NO_LETTER_AFTER = "(?![\\p{L}\\p{M}\\p{N}’'])";

/** Words that are spelled like a unit, by language: Czech "5 s mámou" is no five seconds. */
const WORDS: Readonly<Record<string, RegExp>> = Object.fromEntries(
  ['cs', 'sk', 'sl', 'hr', 'bs', 'sr'].map((language) => [language, /^[sс]$/]),
);

const UNIT_OF_NUMBER = new RegExp(`${AFTER_NUMBER}${COMPOUND}${NO_LETTER_AFTER}`, 'gu');

/** Splits a text at the units that follow a number; they have the odd places. */
export function splitAtUnits(text: string, locale: string): string[] {
  const words = WORDS[new Intl.Locale(locale).language];
  const parts: string[] = [];
  let from = 0;
  for (const { 0: unit, index } of text.matchAll(UNIT_OF_NUMBER)) {
    if (words?.test(unit) && !/\p{N}$/u.test(text.slice(0, index))) continue;
    parts.push(text.slice(from, index), unit);
    from = index + unit.length;
  }
  return [...parts, text.slice(from)];
}

/** What may stand after a number and belongs to it, in a locale: units, percent, thousands and millions, the hour. */
export function numberSuffixes(locale: string): string {
  const named = [...unitNames(locale), ...multiples(locale)].map(escaped);
  const hours = '[ap]\\.?[\\u00a0 ]?m\\.?|[AP]M|Uhr';
  return `(?:[%‰٪′″]|${COMPOUND}|${named.join('|')}|${hours})`;
}

/** The short names of the units that the CLDR knows, as the locale writes them. */
function unitNames(locale: string): string[] {
  const names = Intl.supportedValuesOf('unit').flatMap((unit) =>
    (['short', 'narrow'] as const).flatMap((unitDisplay) => {
      const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
      return [1, 5].map((amount) => partOf(format, amount, 'unit'));
    }),
  );
  return distinct(names.filter((name) => !/^(?:in|o|a)$/.test(name)));
}

/**
 * Thousand, million and so on, short and long: Mio., млн, lakh. Those of the text's language, and of every other
 * language those that are spelled out or end in a full stop: people leave the locale out.
 */
export function multiples(locale: string): readonly string[] {
  const { language } = new Intl.Locale(locale);
  return distinct([...(NUMBER_WORDS[language]?.split('|') ?? []), ...PLAIN_NUMBER_WORDS]);
}

/** Too long to mean something else behind a number, as Turkish "bin" and Romanian "mii" may. */
const PLAIN_NUMBER_WORDS = Object.values(NUMBER_WORDS)
  .flatMap((words) => words.split('|'))
  .filter((word) => /^(?:[\p{L}\p{M}]{5,}|[\p{L}\p{M}]{3,}\.)$/u.test(word));

function partOf(format: Intl.NumberFormat, amount: number, type: Intl.NumberFormatPartTypes): string {
  return format.formatToParts(amount).find((part) => part.type === type)?.value ?? '';
}

/** Longest first, so that none hides a longer one that begins like it. */
export function distinct(names: readonly string[]): string[] {
  const bare = names.map((name) => name.replace(/[\u061c\u200e\u200f]/g, '').trim());
  return [...new Set(bare)].filter((name) => name !== '').sort((one, other) => other.length - one.length);
}

export function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/[ \u00a0\u202f]/g, '[ \\u00a0\\u202f]');
}
