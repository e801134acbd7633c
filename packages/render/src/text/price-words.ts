import { emphasisIn } from '@proofsheet/domain';
import { priceParts } from './price.ts';
import type { PriceWord, Word } from './segment.ts';

/** The parts of a price, each a word that is never broken. Undefined for one without an amount, such as "Free". */
export function priceWords(typed: string, locale: string): Word[] | undefined {
  const parts = priceParts(unmarked(typed), locale);
  if (!parts) return undefined;
  const { prefix, amount, decimals, suffix, spaced } = parts;
  return [
    ...(prefix === '' ? [] : [priceWord(prefix, { part: 'prefix', spaced: spaced.before })]),
    priceWord(amount, { part: 'amount', spaced: false, ...(decimals === '' ? {} : { decimals }) }),
    ...(suffix === '' ? [] : [priceWord(suffix, { part: 'suffix', spaced: spaced.after })]),
  ];
}

/** A price before: one word, to be struck through. */
export function oldPriceWords(typed: string): Word[] {
  return [priceWord(unmarked(typed), { part: 'old', spaced: true })];
}

/** A price with the price before, where no template has another place for it: a price in words is an amount then. */
export function withOldPrice(price: readonly Word[], old: readonly Word[]): Word[] {
  const whole = price.some((word) => word.price)
    ? price
    : [priceWord(price.map(({ text }) => text).join(' '), { part: 'amount', spaced: false })];
  return [...whole, ...old];
}

function priceWord(text: string, price: PriceWord): Word {
  return { text: text.replace(/ /g, '\u00a0'), marked: false, price };
}

function unmarked(text: string): string {
  return emphasisIn(text)
    .map((part) => part.text)
    .join('');
}
