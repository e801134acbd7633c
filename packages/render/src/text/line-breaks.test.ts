import { expect, test } from 'vitest';
import { likeliestBreaks } from './line-breaks.ts';

/** How many lines are measured to break a text of words that are all as wide as the type is high into eight lines. */
function linesMeasured(words: number): number {
  let count = 0;
  const line = (from: number, to: number) => {
    // An exponential search would not end: it fails here.
    if (++count > 1_000_000) throw new Error(`a million lines measured for ${words} words`);
    return { from, to, width: to - from, flaw: 0 };
  };
  const ways = [...likeliestBreaks({ count: words, line }, 8, words)];
  for (const lines of ways) expect(lines.at(-1)?.to).toBe(words);
  expect(ways.length).toBeGreaterThan(8);
  return count;
}

test('the work grows with the square of the words at most', () => {
  const [few, twice, four] = [linesMeasured(20), linesMeasured(40), linesMeasured(80)];
  expect(twice).toBeLessThan(few * 4.5);
  expect(four).toBeLessThan(twice * 4.5);
});

test('a text that cannot fit is rejected after one measurement', () => {
  let count = 0;
  const line = (from: number, to: number) => {
    count++;
    return { from, to, width: to - from, flaw: 0 };
  };
  expect([...likeliestBreaks({ count: 80, line }, 4, 10)]).toEqual([]);
  expect(count).toBe(1);
});
