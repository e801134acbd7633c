import type { Word } from './segment.ts';

/** What may stand before the digits: a sign, a currency, "no." and "about". */
const BEFORE = String.raw`[+\-−–±~≈<>≤≥#№]?[\u00a0\u202f]?\p{Sc}?[\u00a0\u202f]?`;
/** Digits with what groups and divides them, ranges and ratios: 10 000, 1,299.00, 24/7, 3–5, ½. */
const DIGITS = String.raw`[\p{Nd}\p{No}](?:[.,:/'’٫٬\-–×\u00a0\u202f\u2009]?[\p{Nd}\p{No}])*`;
/** What may stand behind: a sign, a currency, a short unit or ending with or without a space. 5+, 50 %, 20 °C, 4K, 1st. */
const BEHIND = String.raw`(?:[\u00a0\u202f]?(?:[%‰°+×″′]|\p{Sc}|\p{L}{1,3}[²³]?\.?)){0,2}`;
const AMOUNT = new RegExp(`^${BEFORE}${DIGITS}${BEHIND}$`, 'u');

/** A second word that carries the number on, where they were not set as one. */
const CARRIES_ON = /^[\p{Nd}\p{No}\p{Sc}%‰°×]/u;
/** With fewer words left a number set apart leaves no headline. */
const FEWEST_LEFT = 2;

/**
 * The number that begins a list's headline, whole and with its sign, and the words after it. Undefined where the
 * headline does not begin with a number, or where the number does not end with its first word.
 */
export function numberThatBegins(headline: readonly Word[]): { number: Word; rest: readonly Word[] } | undefined {
  const [first, ...rest] = headline;
  const [next] = rest;
  if (!first || !next || rest.length < FEWEST_LEFT || !AMOUNT.test(first.text)) return undefined;
  if (next.join !== undefined || CARRIES_ON.test(next.text)) return undefined;
  return { number: { text: first.text, marked: false }, rest };
}
