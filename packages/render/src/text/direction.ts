import bidiFactory from 'bidi-js';

export type Direction = 'ltr' | 'rtl';

/** The package's types describe its ES module, whose default this is; Node loads the CommonJS one, which is the function. */
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

const STRONG: Readonly<Record<string, Direction>> = { L: 'ltr', R: 'rtl', AL: 'rtl' };
/** Flags are drawn as pictures and say nothing about the direction, though Unicode counts their letters as Latin. */
const FLAG_LETTER = /\p{Regional_Indicator}/u;

/** European digits, and none that Arabic has of its own. */
const FIGURES = /^[^\u0660-\u0669\u06f0-\u06f9]*\d[^\u0660-\u0669\u06f0-\u06f9]*$/;

/** The directions of a text's strong characters, in their order. */
function* strongIn(text: string): Generator<Direction> {
  for (const character of text) {
    const direction = FLAG_LETTER.test(character) ? undefined : STRONG[bidi.getBidiCharTypeName(character)];
    if (direction) yield direction;
  }
}

/**
 * The base direction of a text, in which the Unicode algorithm orders it: its locale's, else that of its first strong
 * letter; undefined without either. A text without any letter of the locale's direction has its own: its full stop
 * would stand before it. Figures without any letter are read from the left: a telephone number, a span of hours.
 */
export function baseDirectionOf(text: string, locale?: string): Direction | undefined {
  const isFigures = FIGURES.test(text) && strongIn(text).next().done;
  return isFigures ? 'ltr' : directionOfLetters(text, locale);
}

function directionOfLetters(text: string, locale?: string): Direction | undefined {
  const strong = [...strongIn(text)];
  const wanted = locale === undefined ? undefined : directionOfLocale(locale);
  return wanted && (strong.length === 0 || strong.includes(wanted)) ? wanted : strong[0];
}

/**
 * The direction of a layout: that of its locale, else of the first of its texts that has one. A locale that is read
 * from the left does not keep a copy in Arabic letters alone there.
 */
export function layoutDirectionOf(texts: readonly string[], locale?: string): Direction {
  if (locale !== undefined && directionOfLocale(locale) === 'rtl') return 'rtl';
  const strong = texts.map((text) => directionOfLetters(text, locale));
  return strong.find((direction) => direction !== undefined) ?? 'ltr';
}

function directionOfLocale(locale: string): Direction {
  return new Intl.Locale(locale).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
}

/**
 * A character of the same bidirectional type for one beyond U+FFFF, which the library would read as two letters from
 * left to right.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  R: '\u05d0',
  AL: '\u0627',
  AN: '\u0661',
  EN: '1',
  ET: '%',
  NSM: '\u0300',
  BN: '\u200b',
  ON: '!',
};

/** The embedding level of each UTF-16 unit of a paragraph; even ones run from left to right. */
export function levelsOf(text: string, direction: Direction): Uint8Array {
  const basic = text.replace(/[\u{10000}-\u{10ffff}]/gu, (character) =>
    (STAND_INS[bidi.getBidiCharTypeName(character)] ?? 'a').repeat(2),
  );
  return bidi.getEmbeddingLevels(basic, direction).levels;
}
