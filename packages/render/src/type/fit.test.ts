import { expect, test } from 'vitest';
import type { TextBox } from '../templates.ts';
import { fitWords } from './fit.ts';
import type { Word } from './segment.ts';

const FRAME = { width: 1280, height: 720 };
const BOX: TextBox = { width: 50, height: 60, lines: 4, least: 8, most: 26 };

/** A face whose letters are all half as wide as the type is high. */
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

test('type is never smaller than the least size', () => {
  expect(fit('Donaudampfschifffahrtsgesellschaftskapitaen')).toBeUndefined();
});

test('lines that fill the box are all of its width', () => {
  const lines = fit('Why the suit is orange', { height: 95, most: 80 }, 'line') ?? [];
  for (const line of lines) expect(widthOf(line)).toBeGreaterThan(640 * 0.97);
});
