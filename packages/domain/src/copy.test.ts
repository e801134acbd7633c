import { describe, expect, test } from 'vitest';
import { copySchema } from './copy.ts';
import { COPY_LIMITS, lineLength, qrLength } from './copy-limits.ts';

const headlineOf = (headline: string) => copySchema.parse({ headline }).headline;

describe('a text is one line', () => {
  test.each([
    ['  two\n\twords  ', 'two words'],
    ['wide\u3000space', 'wide space'],
    ['9,99\u00a0€', '9,99\u00a0€'],
    ['10\u202f000', '10\u202f000'],
    ['1\u2007234', '1\u2007234'],
    ['24\u20117', '24\u20117'],
  ])('%j becomes %j: only white space at which a line may break is folded', (typed, line) => {
    expect(headlineOf(typed)).toBe(line);
  });
});

describe('a text has something to draw', () => {
  test.each([
    ['a Braille cell without dots', '\u2800'],
    ['zero-width spaces', '\u200b\u200b'],
    ['soft hyphens', '\u00ad'],
    ['no-break spaces', '\u00a0\u202f'],
    ['direction marks', '\u200e\u200f\u061c'],
    ['a word joiner', '\u2060'],
    ['a Hangul filler', '\u3164'],
    ['a variation selector', '\ufe0f'],
    ['a mark without its letter', '\u0301'],
    ['an unassigned code point', '\u{e0fff}'],
    ['a sign of annotations, which is never drawn', '\ufff9\ufffb'],
    ['a mark on nothing', '** **'.replace(/\*/g, '\u200d')],
  ])('%s is refused', (_, text) => {
    const { error } = copySchema.safeParse({ headline: text, points: ['one', text] });
    const wrong = error?.issues.map(({ path, message }) => [path.join('/'), message]);
    expect(wrong).toContainEqual(['headline', 'must have something to draw in it']);
    expect(wrong).toContainEqual(['points/1', 'must have something to draw in it']);
  });

  test.each(['-', '?', '…', '😂', '5', '⠓', '**', '****', '**a**', '\ue000', 'א', '۝', '\u0905\u0902'])(
    '%s is taken',
    (text) => {
      expect(headlineOf(text)).toBe(text);
    },
  );
});

describe('a page counts as the schema does', () => {
  const emoji = '👩‍🍳';
  test.each(['x', '😂', 'ä', 'a\u0308', 'ش', '日', emoji, ' \u3000x', '\u00a0x', '**x** '])('lines of %j', (unit) => {
    const most = COPY_LIMITS.headline;
    for (let times = 1; times <= most + 1; times += 1) {
      const text = unit.repeat(times);
      const fits = copySchema.safeParse({ headline: text }).success;
      expect([text, fits]).toEqual([text, lineLength(text) <= most]);
    }
  });

  test.each(['x', 'ä', '日', '😂', ' x '])('QR codes of %j', (unit) => {
    for (let times = 1; times <= COPY_LIMITS.qrBytes + 1; times += 1) {
      const qr = unit.repeat(times);
      const fits = copySchema.safeParse({ headline: 'x', qr }).success;
      expect([qr, fits]).toEqual([qr, qrLength(qr) <= COPY_LIMITS.qrBytes]);
    }
  });
});
