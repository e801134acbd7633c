import { describe, expect, test } from 'vitest';
import { fitPrice } from './fit-price.ts';
import { oldPriceWords, priceWords, withOldPrice } from './price-words.ts';
import type { Word } from './segment.ts';

/** Every letter half as wide as its type is large. */
const metricsOf = (words: readonly Word[]) => ({
  ...{ words: words.map(({ text }) => text.length * 50), space: 25, hyphen: 30, lineHeight: 110 },
});
const FRAME = { width: 1000, height: 1000 };
const SMALLEST = 18;

function rows(words: readonly Word[], box: { width: number; height: number; least?: number; most?: number }) {
  const lines = fitPrice(words, metricsOf(words), { lines: 1, least: 2, most: 30, ...box }, FRAME, SMALLEST);
  return lines?.map(({ words: own, size }) => ({ text: own.map(({ text }) => text).join('|'), size, own }));
}

const price = priceWords('from €1,299.00/mo', 'en') as Word[];
const old = oldPriceWords('€1,599.00');

describe('a price', () => {
  test('stands on one line where that is as wide as its box', () => {
    expect(rows(price, { width: 90, height: 12 })?.map(({ text }) => text)).toEqual(['from|€1,299.00|/mo']);
  });

  test('has what stands before it above, and what stands after it below, where the box is narrow', () => {
    expect(rows(price, { width: 20, height: 40 })?.map(({ text }) => text)).toEqual(['from', '€1,299.00', '/mo']);
  });

  test('never parts its amount, however narrow the box is', () => {
    for (let width = 4; width < 100; width += 2)
      for (const one of rows(withOldPrice(price, old), { width, height: 30 }) ?? [])
        expect(['from', '€1,299.00', '/mo', '€1,599.00']).toEqual(expect.arrayContaining(one.text.split('|')));
  });

  test('before, with a box of its own, is one line as large as that allows', () => {
    expect(rows(old, { width: 90, height: 20, most: 12 })).toMatchObject([{ text: '€1,599.00', size: 120 }]);
    expect(rows(old, { width: 20, height: 20 })).toMatchObject([{ size: 44 }]);
    expect(rows(old, { width: 20, height: 20, least: 5 })).toBeUndefined();
  });

  test('has the price before above it, or behind it in a low box', () => {
    const words = withOldPrice(priceWords('€249', 'en') as Word[], oldPriceWords('€299'));
    expect(rows(words, { width: 30, height: 40 })?.map(({ text }) => text)).toEqual(['€299', '€249']);
    expect(rows(words, { width: 90, height: 8 })?.map(({ text }) => text)).toEqual(['€249|€299']);
  });

  test('has small parts that can be read: larger beside a small amount', () => {
    for (const width of [16, 24, 40, 80])
      for (const { own, size } of rows(price, { width, height: 40 }) ?? [])
        for (const { price: part } of own) expect(size * (part?.share ?? 1)).toBeGreaterThanOrEqual(SMALLEST - 1);
  });

  test('does not fit where its amount would be smaller than the least size', () => {
    expect(rows(price, { width: 3, height: 40 })).toBeUndefined();
  });

  test('in words is an amount as soon as there is a price before', () => {
    const free = withOldPrice([{ text: 'Free', marked: false }], oldPriceWords('€5'));
    expect(rows(free, { width: 30, height: 40 })?.map(({ text }) => text)).toEqual(['€5', 'Free']);
  });
});
