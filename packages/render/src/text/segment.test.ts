import { expect, test } from 'vitest';
import { brokenWords, wordsOf } from './segment.ts';

const segmented = (text: string, locale: string) => wordsOf(text, locale).map((word) => word.text);

test('Japanese and Chinese break between words, and no line begins or ends against kinsoku', () => {
  expect(segmented('なぜ宇宙服はオレンジ色なのか', 'ja')).toEqual(
    expect.arrayContaining(['なぜ', 'オレンジ', '色なのか']),
  );
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

test('a phrase begins after the particles of the one before; a particle stays with its word', () => {
  const joins = Object.fromEntries(wordsOf('なぜ宇宙服はオレンジ色なのか', 'ja').map(({ text, join }) => [text, join]));
  expect(joins).toMatchObject({ 宇宙: 'word', 服は: 'word', オレンジ: 'phrase', 色なのか: 'word' });
  expect(segmented('あなたが聞き逃したもの', 'ja')).toContain('逃した');
  expect(segmented('声を聞かせください', 'ja')).toContain('聞かせください');
});

test('a prefix begins the phrase of its word: no line ends between お and what it makes polite', () => {
  const phrases = (text: string) => {
    const found: string[] = [];
    for (const { text: word, join } of wordsOf(text, 'ja'))
      if (join === 'letter' || join === 'word') found.push((found.pop() ?? '') + word);
      else found.push(word);
    return found;
  };
  expect(phrases('猫のごはんを毎月お届けします')).toEqual(['猫の', 'ごはんを', '毎月', 'お届けします']);
  expect(phrases('初回限定 送料無料でお試しいただけます')).toEqual(['初回限定', '送料無料で', 'お試しいただけます']);
  expect(segmented('ご注文はお早めに', 'ja')).toEqual(['ご注文は', 'お早めに']);
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

const SPACELESS = {
  th: ['ทำไม', 'ชุด', 'อวกาศ', 'ถึง', 'เป็น', 'สี', 'ส้ม'],
  km: ['ហេតុអ្វីបានជា', 'ឈុត', 'អវកាស', 'មាន', 'ពណ៌', 'ទឹកក្រូច'],
  lo: ['ເປັນຫຍັງ', 'ຊຸດ', 'ອາວະກາດ', 'ຈຶ່ງ', 'ເປັນ', 'ສີ', 'ສົ້ມ'],
  my: ['အာကာသ', 'ဝတ်စုံ', 'သည်', 'ဘာ', 'ကြောင့်', 'လိမ္မော်ရောင်', 'ဖြစ်', 'သနည်း'],
  bo: ['བོད་', 'སྐད་', 'ཡིག'],
  am: ['ሰላም፡', 'ለዓለም፡', 'ሁሉ'],
};

test.each(Object.entries(SPACELESS))('lines of %s break between its words, whatever the locale', (locale, words) => {
  expect(segmented(words.join(''), locale)).toEqual(words);
  expect(segmented(words.join(''), 'en')).toEqual(words);
});

test.each([
  ['th', 'ราคาเริ่มต้น1,000บาทเท่านั้น', ['ราคา', 'เริ่ม', 'ต้น', '1,000บาท', 'เท่านั้น']],
  ['th', 'กรุงเทพฯ', ['กรุงเทพฯ']],
  ['km', 'ស្ត្រី៖ភាសាខ្មែរ។', ['ស្ត្រី៖', 'ភាសាខ្មែរ។']],
  ['km', '៥០០០៛', ['៥០០០៛']],
  ['my', 'မြန်မာနိုင်ငံ၊', ['မြန်မာနိုင်ငံ၊']],
])('signs and numbers of %s stay with their word: %s', (locale, text, words) => {
  expect(segmented(text, locale)).toEqual(words);
});

test('no line ends within a cluster of Thai, Lao, Khmer or Burmese, even where no dictionary has the word', () => {
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 65_536) % below;
  };
  for (const locale of ['th', 'lo', 'km', 'my'] as const) {
    const clusters = [...SPACELESS[locale].join('').matchAll(/[\p{L}\u17d2\u1039]\p{M}*/gu)].map(([one]) => one);
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: 12 }, () => clusters[random(clusters.length)]).join('');
      const words = brokenWords(wordsOf(text, locale)).map((word) => word.text);
      expect(words.join('')).toBe(text);
      for (const word of words.slice(1)) expect(word).not.toMatch(/^[\p{M}ะาำະາຳຽ]|^[\u1000-\u1021]\u103a/u);
      for (const word of words.slice(0, -1)) expect(word).not.toMatch(/[เ-ไເ-ໄ\u17d2\u1039]$/);
    }
  }
});
