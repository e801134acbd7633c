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

/** Full-width brackets, stops and commas are as wide as a character, and half of that width is blank. */
const BLANK_HALF = 0.5;
const BLANK_AT_START = /^[\u2066\u2067]*[（「『【〈《〔［｛]/u;
/** Marks of small kana have a square of their own as well, of which they fill a corner. */
const BLANK_AT_END = /[）」』】〉》〕］｝、。，．！？：；゛゜ゝゞヽヾ]\u2069*$/u;

/** How much of a line's length is blank because of punctuation at its ends, in type sizes. */
export function blankEndsOf(line: string): number {
  const ends = [BLANK_AT_START, BLANK_AT_END].filter((end) => end.test(line)).length;
  return ends * BLANK_HALF;
}
