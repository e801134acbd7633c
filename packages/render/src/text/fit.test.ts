import { expect, test } from 'vitest';
import type { TextBox } from '../templates/manifest.ts';
import { fitWords } from './fit.ts';
import type { Word } from './segment.ts';

const FRAME = { width: 1280, height: 720 };
const BOX: TextBox = { width: 50, height: 60, lines: 4, least: 8, most: 26 };

/** Fits a text in a face whose letters are all half as wide as the type is high. */
function fit(text: string, box: Partial<TextBox> = {}, fill: 'block' | 'line' = 'block') {
  const words: Word[] = text.split(' ').map((word) => ({ text: word, marked: false }));
  const metrics = { words: words.map((word) => word.text.length * 50), space: 25, hyphen: 30, lineHeight: 110 };
  return fitWords(words, metrics, { ...BOX, ...box }, FRAME, fill);
}

function widthOf({ words, size }: { words: readonly Word[]; size: number }): number {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  return (letters * 0.5 + (words.length - 1) * 0.25) * size;
}

const TEXTS = [
  'I quit',
  'Why the suit is orange',
  'How I built a startup in 24 hours with zero code',
  'The end of an era',
];

test.each(TEXTS)('"%s" stays inside its box, whole words in their order', (text) => {
  for (const fill of ['block', 'line'] as const) {
    const lines = fit(text, {}, fill) ?? [];
    expect(lines.flatMap((line) => line.words.map((word) => word.text)).join(' ')).toBe(text);
    expect(lines.reduce((height, line) => height + line.size * 1.1, 0)).toBeLessThanOrEqual(432);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(640);
  }
});

test('a short word is not left alone on the last line', () => {
  const lines = fit('The first sip decides the day', { most: 16 });
  expect(lines?.at(-1)?.words.length).toBeGreaterThan(1);
});

test.each([
  'SOLO IN PATAGONIA (WHAT NOBODY TELLS YOU)',
  'Tokyo on 20 dollars (it works) every day',
  'I left my job 😱 and never went back',
])('a bracket is not torn from its words, nor an emoji from those before it: "%s"', (text) => {
  for (const [width, lines] of [30, 40, 50, 60].flatMap((width) => [2, 3, 4].map((lines) => [width, lines] as const)))
    for (const fill of ['block', 'line'] as const)
      for (const { words } of fit(text, { width, lines, least: 4 }, fill) ?? []) {
        const line = words.map((word) => word.text).join(' ');
        expect(line).not.toMatch(/\([^ )]+$|^[^( ]+\)|^😱/);
      }
});

test.each([24, 28, 32])('no line has the end of one sentence and a part of the next: %i hundredths wide', (width) => {
  const lines = fit('Sold out. Back on Monday morning.', { width, lines: 4, least: 3 }) ?? [];
  for (const { words } of lines) expect(words.map((word) => word.text).join(' ')).not.toMatch(/[.] ./);
});

test('an abbreviation ends no sentence', () => {
  const lines = fit('Return to St. Moritz', { lines: 2, width: 40 })?.map(({ words }) =>
    words.map(({ text }) => text).join(' '),
  );
  expect(lines).toEqual(['Return to', 'St. Moritz']);
});

test('type is never smaller than the least size', () => {
  expect(fit('Donaudampfschifffahrtsgesellschaftskapitaen')).toBeUndefined();
});

test('lines that fill the box have its width', () => {
  const lines = fit('Why the suit is orange', { height: 95, most: 80 }, 'line') ?? [];
  for (const line of lines) expect(widthOf(line)).toBeGreaterThan(640 * 0.97);
});

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Every way to break the words into at most `most` lines. */
function* everyWay(words: readonly Word[], most: number): Generator<Word[][]> {
  yield [[...words]];
  if (most === 1) return;
  for (let first = 1; first < words.length; first++) {
    for (const rest of everyWay(words.slice(first), most - 1)) yield [words.slice(0, first), ...rest];
  }
}

const limits = { width: (BOX.width / 100) * FRAME.width, height: (BOX.height / 100) * FRAME.height };

test('a hundred random texts are inside their box, not below its least size, and as large as even lines allow', () => {
  const random = randomFrom(11);
  let set = 0;
  for (let round = 0; round < 100; round++) {
    const words = Array.from({ length: 1 + Math.floor(random() * 9) }, (): Word => {
      return { text: 'x'.repeat(4 + Math.floor(random() * 9)), marked: false };
    });
    const metrics = { words: words.map(({ text }) => text.length * 50), space: 25, hyphen: 30, lineHeight: 110 };
    const lines = fitWords(words, metrics, BOX, FRAME, 'block');
    const sizes = [...everyWay(words, BOX.lines)].map((way) => {
      const widths = way.map((line) => widthOf({ words: line, size: 1 }) * 1.01);
      const size = Math.min(limits.width / Math.max(...widths), limits.height / (way.length * 1.1), BOX.most * 7.2);
      const even = Math.min(...widths) > Math.max(...widths) * 0.75;
      return { size, even };
    });
    const possible = sizes.some(({ size }) => Math.floor(size) >= BOX.least * 7.2);
    expect(lines !== undefined).toBe(possible);
    if (!lines) continue;
    set++;
    const [first] = lines;
    expect(first?.size).toBeGreaterThanOrEqual(BOX.least * 7.2);
    expect(lines.length * (first?.size ?? 0) * 1.1).toBeLessThanOrEqual(limits.height);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(limits.width);
    const largestEven = Math.max(0, ...sizes.filter(({ even }) => even).map(({ size }) => size));
    expect((first?.size ?? 0) * 1.06).toBeGreaterThanOrEqual(largestEven);
    // The chosen breaks are at their largest: two hundredths more do not fit.
    const widest = Math.max(...lines.map((line) => widthOf({ words: line.words, size: 1 })));
    const more = ((first?.size ?? 0) + 1) * 1.02;
    const over = more * widest > limits.width || more * lines.length * 1.1 > limits.height || more > BOX.most * 7.2;
    expect(over).toBe(true);
  }
  expect(set).toBeGreaterThan(50);
});

test('eighty words are set as evenly as a few', () => {
  const words = Array.from({ length: 80 }, (): Word => ({ text: '字', marked: false, join: 'word' }));
  const metrics = { words: words.map(() => 100), space: 25, hyphen: 30, lineHeight: 110 };
  for (const fill of ['block', 'line'] as const) {
    const lines = fitWords(words, metrics, { ...BOX, lines: 8, least: 4 }, FRAME, fill) ?? [];
    expect(lines.flatMap((line) => line.words)).toEqual(words);
    const counts = lines.map((line) => line.words.length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  }
});
