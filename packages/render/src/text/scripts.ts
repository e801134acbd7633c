export type Direction = 'ltr' | 'rtl';

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
const LETTERS = /\p{L}/gu;

/**
 * The direction of most of a text's letters: "iPhone 15 متوفر الآن" begins in Latin and is read from right to left all
 * the same. A tie is read from right to left.
 */
export function directionOf(text: string): Direction {
  const right = text.match(RIGHT_TO_LEFT)?.length ?? 0;
  const letters = text.match(LETTERS)?.length ?? 0;
  return right > 0 && right * 2 >= letters ? 'rtl' : 'ltr';
}

/**
 * The locale to set a text by: the given one, else that of a language written in its script, so that Greek capitals
 * lose their accents and Japanese breaks between its words.
 */
export function localeOf(text: string, locale?: string): string {
  if (locale !== undefined) return locale;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  if (/\p{Script=Thai}/u.test(text)) return 'th';
  if (/\p{Script=Greek}/u.test(text)) return 'el';
  const script = BY_FIRST_LETTER.find((name) => new RegExp(`^\\P{L}*\\p{Script=${name}}`, 'u').test(text));
  return script === undefined ? 'en' : new Intl.Locale(`und-${script}`).maximize().language;
}

/** Scripts of one great language each: a text that begins in one is set by that language. */
const BY_FIRST_LETTER = [
  'Arab',
  'Hebr',
  'Cyrl',
  'Deva',
  'Armn',
  'Geor',
  'Beng',
  'Taml',
  'Khmr',
  'Laoo',
  'Mymr',
] as const;

/**
 * The least line height, in type sizes, at which no mark of these scripts touches the next line. Measured on the Noto
 * faces at weight 900.
 */
const LEAST_LINE_HEIGHTS: readonly (readonly [script: RegExp, height: number])[] = [
  [/\p{Script=Arabic}/u, 1.34],
  [/\p{Script=Thai}/u, 1.36],
  [/\p{Script=Devanagari}/u, 1.26],
  [/\p{Script=Hebrew}/u, 1.08],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u, 1.14],
];

/** Marks on capitals need a share of the face's height, which is greater in a narrow face. */
const CAPITAL_WITH_MARK = /\p{Lu}(?![\u0323-\u0331])\p{M}/u;
const CAPITAL_WITH_TWO_MARKS = /\p{Lu}\p{M}{2}/u;

/** In type sizes, as is `faceHeight`, the distance from the face's ascent to its descent. */
export function leastLineHeight(text: string, faceHeight: number): number {
  const parted = text.normalize('NFD');
  const marks = CAPITAL_WITH_TWO_MARKS.test(parted) ? 0.92 : CAPITAL_WITH_MARK.test(parted) ? 0.83 : 0;
  return LEAST_LINE_HEIGHTS.reduce(
    (least, [script, height]) => (script.test(text) ? Math.max(least, height) : least),
    marks * faceHeight,
  );
}

/** Full-width brackets, stops and commas are as wide as a character, and half of that width is blank. */
const BLANK_HALF = 0.5;
const BLANK_AT_START = /^[\u2066\u2067]?[（「『【〈《〔［｛]/u;
const BLANK_AT_END = /[）」』】〉》〕］｝、。，．！？：；]\u2069?$/u;

/** How much of a line's length is blank because of punctuation at its ends, in type sizes. */
export function blankEndsOf(line: string): number {
  const ends = [BLANK_AT_START, BLANK_AT_END].filter((end) => end.test(line)).length;
  return ends * BLANK_HALF;
}
