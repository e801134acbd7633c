import type { Copy } from '@proofsheet/domain';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Node, openTypesetter, type Typesetter } from '../src/engine/takumi.ts';
import { type FontLibrary, loadFonts } from '../src/fonts/font-library.ts';
import { createRenderer, type RenderedOutput, type Renderer } from '../src/index.ts';
import { typeset } from '../src/text/copy.ts';
import { type LineStyle, linesOf, outlined } from '../src/text/line.ts';

let renderer: Renderer;
let library: FontLibrary;
let typesetter: Typesetter;
beforeAll(async () => {
  renderer = await createRenderer();
  library = await loadFonts();
  typesetter = await openTypesetter(library.files);
});

async function render(copy: Copy, template?: string, by = renderer): Promise<RenderedOutput> {
  const order = { kind: 'THUMBNAIL', copy, brand: {}, formats: ['youtube-thumbnail'], images: [] } as const;
  const [output] = await Array.fromAsync(
    by.render({ ...order, variants: 1, mediaType: 'image/png', seed: 1, template }),
  );
  return output as RenderedOutput;
}

const SCRIPTS = {
  European: 'Grüße Łódź Ångström Şimşek Țară Hőség Þingvellir ĦŻejtun ß',
  Vietnamese: 'Ứng dụng ồ Ế ỗ ặ ữ',
  Cyrillic: 'Почему Їжак Ђорђе Қазақ',
  Greek: 'Γιατί η στολή ΐ Ώ',
  Arabic: 'لماذا البدلة برتقالية؟ پچگ ٤٩',
  Hebrew: 'למה החליפה כתומה? שָׁלוֹם',
  Devanagari: 'क्षत्रिय यह सूट नारंगी ज़िंदगी ₹',
  Thai: 'ทำไมชุดถึงเป็นสีส้ม ฿',
  Japanese: 'なぜ宇宙服はオレンジ色なのか。「はい」ー',
  Korean: '왜 우주복은 주황색일까 뷁',
  Chinese: '为什么太空服是橙色的，骨頭',
  Bengali: 'বাংলা সংবাদ ক্ষুদ্র',
  Tamil: 'தமிழ் செய்திகள்',
  Telugu: 'తెలుగు వార్తలు క్షణం',
  Gujarati: 'ગુજરાતી સમાચાર',
  Gurmukhi: 'ਪੰਜਾਬੀ ਖ਼ਬਰਾਂ ੴ',
  Kannada: 'ಕನ್ನಡ ಸುದ್ದಿ',
  Malayalam: 'മലയാളം വാർത്ത ൻ',
  Khmer: 'ភាសាខ្មែរ ស្ត្រី',
  Lao: 'ພາສາລາວ ໆ',
  Burmese: 'မြန်မာ သတင်း၊။',
  Georgian: 'ქართული ᲥᲐᲠᲗᲣᲚᲘ',
  Armenian: 'հայերեն և ՀԱՅ ՞',
  Ethiopic: 'አማርኛ ዜና ።',
  Sinhala: 'සිංහල ශ්‍රී',
  indices: '₀₁₂₃₄₅₆₇₈₉ ⁰¹²³⁴⁵⁶⁷⁸⁹ ⁺⁻ ₊₋ ⁿ ₙ ªº',
  fractions: '½ ⅓ ⅔ ¼ ¾ ⅕ ⅛ ⅜ ⅝ ⅞ ‰ ‱',
  currencies: '₹ ₺ ₽ ₴ ₩ ₦ ₫ ₱ ₪ ฿ ₿ ₸ ₼ ₾ ₲ ₡ ₵ ₭ ₮ ¢ ¥',
  signs: '№ ℃ ℉ ™ ℠ ® © ℅ ← ↔ ↗ ↘ ➔ ➜ ⇔ ≈ ± × ÷',
  symbols: '→ ← ↑ ⇒ ✓ ✔ ✗ ★ ☆ ● ▶ ∞ ≠ ≤ √ ♥ € ₺ ₽ ₿',
};

function lineOf(text: string, size: number, style: LineStyle): Node {
  return linesOf([{ words: [{ text, marked: false }], size }], style)[0] as Node;
}

/** One character, drawn with the families of its text. */
async function drawn(text: string, families: readonly string[]): Promise<Buffer> {
  const line = lineOf(text, 40, { direction: 'ltr', emoji: new Map() });
  const root = {
    type: 'container',
    style: { width: 72, height: 72, fontFamily: 'Anton', fontWeight: 900 },
    children: [line],
  };
  return typesetter.draw({ root: root as typeof line, css: '', width: 72, height: 72, families });
}

test.each(Object.entries(SCRIPTS))('%s is drawn without a box for any character', async (_, headline) => {
  const copy = await typeset({ headline }, library);
  expect(copy.missing).toEqual([]);
  await typesetter.register(copy.fonts.files);
  const box = await drawn('\u{1403f}', copy.fonts.families);
  expect(
    box.some((value, at) => at % 4 === 3 && value > 0),
    'an unknown character is a box',
  ).toBe(true);
  for (const character of new Set(headline.replace(/[\s\p{M}\p{Cf}]/gu, ''))) {
    const pixels = await drawn(character, copy.fonts.families);
    expect(pixels.equals(box), character).toBe(false);
    expect(
      pixels.some((value, at) => at % 4 === 3 && value > 128),
      character,
    ).toBe(true);
  }
});

describe('fonts are read when a text needs them', () => {
  test('Latin needs no others; Japanese needs a few files of one family', async () => {
    expect((await library.supply('Why the suit is orange')).files).toEqual([]);
    const { files, families } = await library.supply('なぜ宇宙服は');
    expect(new Set(files.map((file) => file.family))).toEqual(new Set(['Noto Sans JP']));
    expect(files.length).toBeLessThanOrEqual(6);
    expect(families).toContain('Noto Sans JP');
  });

  test.each([
    ['骨直角', undefined, 'Noto Sans SC'],
    ['骨直角', 'ja', 'Noto Sans JP'],
    ['骨直角', 'zh-TW', 'Noto Sans TC'],
    ['骨직각', undefined, 'Noto Sans KR'],
  ])('%s in %s has the forms of %s', async (text, locale, family) => {
    expect((await library.supply(text, locale)).files[0]?.family).toBe(family);
  });

  test('fonts that other orders loaded change no pixel', async () => {
    const copy = { headline: '骨直 **2** →', locale: 'ja' };
    const before = await render(copy, 'poster', await createRenderer());
    await render({ headline: '骨直角', subline: 'لماذا البدلة', locale: 'zh' });
    await render({ headline: '왜 우주복은 ✓', subline: 'ทำไมชุด' });
    expect((await render(copy, 'poster')).sha256).toBe(before.sha256);
  });
});

test('Arabic letters join: a word is narrower than its letters', async () => {
  const { fonts } = await typeset({ headline: 'سلسبيل' }, library);
  await typesetter.register(fonts.files);
  const width = async (text: string) => {
    const root = lineOf(text, 100, { direction: 'rtl', emoji: new Map() });
    const measured = await typesetter.measure({ root, css: '', width: 2000, height: 200, families: fonts.families });
    return measured.runs.reduce((sum, run) => sum + run.width, 0);
  };
  const letters = await Promise.all([...'سلسبيل'].map(width));
  expect(await width('سلسبيل')).toBeLessThan(letters.reduce((sum, one) => sum + one, 0) * 0.8);
});

/** The mean position of the pixels that contrast with the ground, 0 at the left to 1 at the right. */
async function centreOfInk(output: RenderedOutput): Promise<number> {
  const { data, info } = await sharp(output.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  let [sum, count] = [0, 0];
  for (let at = 0; at < data.length; at++) {
    if (Math.abs((data[at] as number) - (data[0] as number)) < 100) continue;
    sum += at % info.width;
    count++;
  }
  return sum / count / info.width;
}

test('right-to-left copy is set on the right', async () => {
  const brand = { primary: '#10193a', accent: '#c01010' };
  const order = { kind: 'THUMBNAIL', brand, formats: ['youtube-thumbnail'], images: [], variants: 1, seed: 2 } as const;
  const centre = async (headline: string) => {
    const made = renderer.render({ ...order, copy: { headline }, template: 'frame', mediaType: 'image/png' });
    const { value } = await made.next();
    return centreOfInk(value as RenderedOutput);
  };
  expect(await centre('Now')).toBeLessThan(0.45);
  expect(await centre('الآن')).toBeGreaterThan(0.55);
});

test('emoji are drawn in colour, joined ones and flags as one drawing', async () => {
  const copy = await typeset({ headline: '🔥 👩🏽‍🚀 🇺🇦 1️⃣ ❤️ ✔' }, library);
  expect([...copy.emoji.keys()]).toEqual(['🔥', '👩🏽‍🚀', '🇺🇦', '1️⃣', '❤️']);
  const root = lineOf('🔥', 100, { direction: 'ltr', emoji: copy.emoji });
  const sheet = { root, css: '', width: 140, height: 140, families: copy.fonts.families, images: copy.emoji };
  const data = await typesetter.draw(sheet);
  let coloured = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] === 255 && (data[at] as number) - (data[at + 2] as number) > 100) coloured++;
  expect(coloured).toBeGreaterThan(3000);
});

test.each(['😂😂😂', '🇺🇦 1️⃣ 👨‍👩‍👧‍👦', '一'])('%s is measured as what is drawn', async (headline) => {
  const codes = (await render({ headline }, 'poster')).report.findings.map(({ code }) => code);
  expect(codes).not.toContain('text_clipped');
  if (headline !== '一') expect(codes).not.toContain('small_headline');
});

test.each(['-', '–', '.', '·', '…', "'"])('a price of %s is whole', async (price) => {
  const copy = { headline: 'Price on request', price };
  const order = { kind: 'AD', copy, brand: {}, formats: ['meta-square'], images: [], variants: 1, seed: 1 } as const;
  const made = renderer.render({ ...order, mediaType: 'image/png', template: 'sale' });
  const { value } = await made.next();
  expect((value as RenderedOutput).report.findings.map(({ code }) => code)).not.toContain('text_clipped');
});

test('emoji beside words stay in their line', async () => {
  const { report } = await render({ headline: 'Wow 😂 ok' }, 'plates');
  expect(report.findings).toEqual([]);
});

test('an outline lies outside the letters: they keep their whole shape', async () => {
  const line = lineOf('Aegis', 100, { direction: 'ltr', emoji: new Map() });
  const count = async (children: (typeof line)[], display: 'grid' | 'flex') => {
    const style = {
      display,
      width: 400,
      height: 200,
      padding: 20,
      color: '#ff0000',
      fontFamily: 'Anton',
      fontWeight: 900,
    };
    const root = { type: 'container', style, children } as typeof line;
    const data = await typesetter.draw({ root, css: '', width: 400, height: 200, families: ['Inter'] });
    const [fill, stroke] = [
      [255, 0, 0],
      [0, 0, 255],
    ].map(([red, , blue]) => {
      let pixels = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at] === red && data[at + 2] === blue && data[at + 3] === 255) pixels++;
      return pixels;
    });
    return { fill: fill as number, stroke: stroke as number };
  };
  const plain = await count([line], 'flex');
  const outline = await count(outlined([line], 6, '#0000ff'), 'grid');
  expect(plain.stroke).toBe(0);
  expect(outline.fill).toBe(plain.fill);
  expect(outline.stroke).toBeGreaterThan(plain.fill * 0.4);
});

const HOSTILE: Record<string, string> = {
  'ten thousand letters': 'x'.repeat(10_000),
  'five thousand words': 'a '.repeat(5000),
  'ten thousand Chinese characters': '字'.repeat(10_000),
  'forty emoji': '👨‍👩‍👧‍👦🔥'.repeat(20),
  'joiners alone': `a${'\u200d\u200c\u200b'.repeat(400)}b`,
  'unbalanced directions': '\u202e\u2067\u2066Why \u202bnow\u2069 שלום\u202a',
  'a pile of marks': `Z${'\u0351\u0353\u035a'.repeat(200)}algo`,
  'half a pair': 'Broken \ud83d end',
  'markers alone': '**** ** **',
  'marks without letters': '\u0301\u0e31\u064b now',
  'tags and selectors': '🏴\u{e0067}\u{e007f} \ufe0f\ufe0f ok',
};

/** A slot shows no more characters than this. */
const MOST_CHARACTERS = 400;

test.each(Object.entries(HOSTILE))(
  '%s: no more than a slot can show is set, in a picture or not at all',
  async (_, headline) => {
    const { slots } = await typeset({ headline }, library);
    const words = slots.get('headline') ?? [];
    expect(words.map(({ text }) => text).join('').length).toBeLessThanOrEqual(MOST_CHARACTERS);
    const result = await render({ headline }).catch((error) => error.code);
    if (typeof result === 'string') expect(result).toBe('no_template_fits');
    else expect((result as RenderedOutput).report.findings.map(({ code }) => code)).not.toContain('text_outside');
  },
);

test('a text that fits nowhere is named with its slot', async () => {
  const headline = 'Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenauszahlungsstellenleiter';
  await expect(render({ headline })).rejects.toMatchObject({
    code: 'no_template_fits',
    field: 'copy/headline',
    message: expect.stringContaining('Donaudampf'),
  });
});
