import { expect, test } from 'vitest';
import { brokenWords, wordsOf } from './segment.ts';

const segmented = (text: string, locale: string) => wordsOf(text, locale).map((word) => word.text);

test('Japanese and Chinese break between words, and no line begins or ends against kinsoku', () => {
  expect(segmented('なぜ宇宙服はオレンジ色なのか', 'ja')).toEqual(expect.arrayContaining(['なぜ', 'オレンジ', '色']));
  for (const text of [
    '「命を守るため」の理由。',
    'コーヒーって、すごい！',
    '（限定）セール…開催中！？',
    '24時間で10％オフ',
  ]) {
    const words = segmented(text, 'ja');
    expect(words.join('')).toBe(text);
    for (const word of words) {
      expect(word).not.toMatch(/^[、。！？」）ーっ…％]/);
      expect(word).not.toMatch(/[「（]$/);
    }
  }
  expect(segmented('他说：“真的吗？”', 'zh').filter((word) => /^[：”？]/.test(word))).toEqual([]);
});

test('a phrase begins after hiragana; a particle stays with its word', () => {
  const joins = Object.fromEntries(wordsOf('なぜ宇宙服はオレンジ色なのか', 'ja').map(({ text, join }) => [text, join]));
  expect(joins).toMatchObject({ 宇宙: 'phrase', 服: 'word', は: 'letter', オレンジ: 'phrase', 色: 'word' });
});

test('Thai breaks between the words of its dictionary, with their marks', () => {
  const words = segmented('ทำไมชุดถึงเป็นสีส้ม', 'th');
  expect(words).toEqual(['ทำไม', 'ชุด', 'ถึง', 'เป็น', 'สี', 'ส้ม']);
});

test('a word that is marked in a text without spaces is marked alone', () => {
  const marked = wordsOf('为什么太空服是**橙色**的', 'zh').filter((word) => word.marked);
  expect(marked.map((word) => word.text)).toEqual(['橙色']);
});

test('whole words are broken at soft hyphens, hyphens and slashes, Korean between syllables, Latin nowhere else', () => {
  const broken = (text: string) => brokenWords(wordsOf(text, 'de')).map(({ text: piece, join }) => [piece, join]);
  expect(broken('Donau\u00addampf')).toEqual([
    ['Donau', undefined],
    ['dampf', 'hyphen'],
  ]);
  expect(broken('E-Mail')).toEqual([
    ['E-', undefined],
    ['Mail', 'letter'],
  ]);
  expect(broken('Rekord')).toEqual([['Rekord', undefined]]);
  expect(broken('우주복')).toHaveLength(3);
});
