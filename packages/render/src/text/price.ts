import { currencyNames } from './amounts.ts';
import { escaped } from './units.ts';

/** A price as a typesetter takes it apart. Joined again, its parts are the text without the spaces between them. */
export interface PriceParts {
  /** What stands before the amount: from, ab, à partir de. */
  readonly prefix: string;
  /** The sign of the currency with its figures and decimals, on whichever side it is written. */
  readonly amount: string;
  /** The decimals at the end of the figures, with their sign: `.00`, `,–`; empty without any. */
  readonly decimals: string;
  /** What stands after it: /mo, per month, から. */
  readonly suffix: string;
  /** Whether a space was typed on this side of the amount. */
  readonly spaced: { readonly before: boolean; readonly after: boolean };
}

const GAP = '[ \\u00a0\\u2009\\u202f]';
/** Digits in groups, those of India too, then decimals: two at most, or a dash in their place. */
const GROUP = `[.,'’٬${GAP.slice(1, -1)}]\\p{Nd}`;
const FIGURES = `[\\p{Nd}\\p{No}]+(?:(?:${GROUP}{2})*(?:${GROUP}{3})+(?!\\p{Nd}))?`;
const DECIMALS = '(?:[.,٫·]\\p{Nd}{1,2}(?!\\p{Nd})|[.,]?[–—-]{1,2}(?![\\p{L}\\p{N}])|[.,]\\s?[–—-])';
const NUMBER = `${FIGURES}(?:${DECIMALS})?`;
/** What belongs to the figures and is as large as they are: a sign before them, a percent or plus sign after them. */
const SIGN = '(?:[−+±~≈–-]|[x×](?=\\d))?';

/** Regular expressions of each locale: made for its first price, and kept. */
const patterns = new Map<string, { readonly priced: RegExp; readonly plain: RegExp }>();

/**
 * Finds the amount in a price: the first number with a currency, or else the first number; a range of two is one amount.
 * Undefined where there is none, as in "Free".
 */
export function priceParts(text: string, locale: string): PriceParts | undefined {
  const { priced, plain } = patternsOf(locale);
  const found = priced.exec(text) ?? plain.exec(text);
  if (!found) return undefined;
  const [amount] = found;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + amount.length);
  return {
    prefix: before.trim(),
    amount: amount.replace(/-+/g, '–'),
    decimals: decimalsOf(amount),
    suffix: after.trim(),
    spaced: { before: /\s$/u.test(before), after: /^\s/u.test(after) },
  };
}

const DECIMALS_OF_AMOUNT = new RegExp(`(?<=\\p{Nd})(?:[.,٫·]\\p{Nd}{1,2}|[.,]${GAP}?[–—-]{1,2})(?=[^\\p{N}]*$)`, 'u');

function decimalsOf(amount: string): string {
  return DECIMALS_OF_AMOUNT.exec(amount)?.[0].replace(/-+/, '–') ?? '';
}

function patternsOf(locale: string) {
  const known = patterns.get(locale) ?? makePatterns(locale);
  patterns.set(locale, known);
  return known;
}

function makePatterns(locale: string) {
  const names = currencyNames(locale).map(escaped).join('|');
  const money = `(?:\\p{L}{0,3}\\p{Sc}|(?<!\\p{L})(?:${names})(?!\\p{L})|円|元|원)`;
  const one = `(?:${SIGN}${money}${GAP}?${SIGN}${NUMBER}|${SIGN}${NUMBER}${GAP}?${money})`;
  const loose = `${SIGN}${NUMBER}(?:${GAP}?[%‰٪])?`;
  const more = '\\+?';
  const range = (amount: string) => `(?:${amount}|${SIGN}${NUMBER})${GAP}?[–—-]${GAP}?${amount}`;
  return {
    priced: new RegExp(`(?:${range(one)}|${one})${more}`, 'u'),
    plain: new RegExp(`(?:${range(loose)}|${loose})${more}`, 'u'),
  };
}
