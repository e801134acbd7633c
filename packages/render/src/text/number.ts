import type { Word } from './segment.ts';
import { escaped, multiples, SIGN_OF_UNIT } from './units.ts';

/** What may stand before the digits: a sign, a currency, "no." and "about". */
const BEFORE = String.raw`[+\-−–±~≈<>≤≥#№]?[\u00a0\u202f]?\p{Sc}?[\u00a0\u202f]?`;
/** Digits with what groups and divides them, ranges and ratios: 10 000, 1,299.00, 24/7, 3–5, ½. */
const DIGITS = String.raw`[\p{Nd}\p{No}](?:[.,:/'’٫٬\-–×\u00a0\u202f\u2009]?[\p{Nd}\p{No}])*`;
/** Signs and currencies behind it, with or without a space: 5+, 50 %, 20 €. */
const SIGNS = String.raw`(?:[\u00a0\u202f]?(?:[%‰٪؉°+×″′]|\p{Sc}))*`;
/** The sign of a unit, or a short ending: 10 kWh, 100 Mbit/s, 4K, 1st, Nr. 5, 5/mo. */
const UNIT = String.raw`(?:[\u00a0\u202f/]?(?:${SIGN_OF_UNIT}|\p{L}{1,3}\.|\p{L}{1,2}[²³]?|(?<=[\p{Nd}/])\p{L}{3}))?`;

/** By language, made for its first headline. */
const firstWords = new Map<string, RegExp>();

/**
 * A word that begins with an amount. Thousands and millions belong to it: 12 Mio., 5 million. A unit that is a word, such
 * as days, is kept on the line of its number, and belongs to the headline all the same.
 */
function firstWord(locale: string): RegExp {
  const { language } = new Intl.Locale(locale);
  const known = firstWords.get(language);
  if (known) return known;
  const multiple = String.raw`(?:[\u00a0\u202f]?(?:${multiples(locale).map(escaped).join('|')})(?![\p{L}\p{M}\p{N}]))`;
  const amount = `${BEFORE}${DIGITS}${SIGNS}(?:${multiple}|${UNIT})${SIGNS}`;
  const made = new RegExp(String.raw`^(${amount})(?:[\u00a0\u202f](\p{L}{3}.*))?$`, 'u');
  firstWords.set(language, made);
  return made;
}

/**
 * Words that carry the number on, where they were not set as one: a number, a sign, an abbreviation such as Mio., and
 * what makes a range or a share of it: 5 in 10, 9 out of 10, −5 to +5.
 */
const CARRIES_ON = /^(?:[^\p{L}\s]|\p{L}{1,4}\.(?:\s|$)|\p{L}{1,4}(?:\s\p{L}{1,3})?\s[-−–+±~]?\p{Sc}?\p{N})/u;
/** With fewer words left a number set apart leaves no headline. */
const FEWEST_LEFT = 2;

/**
 * The number that begins a list's headline, whole and with its sign, and the words after it. Undefined where the
 * headline does not begin with a number, or where the number does not end with its first word.
 */
export function numberThatBegins(
  headline: readonly Word[],
  locale: string,
): { number: Word; rest: readonly Word[] } | undefined {
  const [first, ...others] = headline;
  const [, number, unit] = firstWord(locale).exec(first?.text ?? '') ?? [];
  if (!first || number === undefined) return undefined;
  const rest = unit === undefined ? others : [{ ...first, text: unit }, ...others];
  const [next] = rest;
  if (!next || rest.length < FEWEST_LEFT || next.join !== undefined) return undefined;
  const after = rest.map(({ text }) => text.replace(/^[“„«»‘‚「『(¡¿]+(?=\p{L})/u, ''));
  if (CARRIES_ON.test(after.slice(0, 3).join(' '))) return undefined;
  return { number: { text: number, marked: false }, rest };
}
