import type { Copy, GenerationKind } from '@proofsheet/domain';
import { type SampleContent, sampleContents } from '@proofsheet/samples';

/** Headlines that a client may send, named by what is hard about them. */
const HEADLINES: Readonly<Record<string, string>> = {
  one_letter: 'A',
  one_word: 'Why',
  two_words: 'Too late',
  five_words: 'I quit my job today',
  marked_whole: '**Everything** **is** **marked**',
  ten_words: 'What nobody tells you about living alone in the woods',
  eighty_characters: 'The long and winding story of how one small shop came to outlive its whole city',
  one_long_word: 'Incomprehensibilities',
  longest_word: 'Donaudampfschifffahrtsgesellschaftskapitänswitwenrente',
  number_first: '5 mistakes every beginner makes',
  large_number: '1000000 views',
  quotation: '"I would do it again"',
  question: 'Would you? Really?!',
  money: 'Save €1,249.00 (−30 %)',
  address: 'Read https://example.org/a/very/long/path?with=query',
  capitals: 'STOP DOING THIS NOW',
  french: 'Pourquoi « jamais » : l’œuvre inachevée',
  polish: 'Zażółć gęślą jaźń, źdźbło',
  czech: 'Příliš žluťoučký kůň úpěl',
  turkish: 'İstanbul ışıl ışıl ığdır',
  icelandic: 'Þegar ég sá ljósið, ó ægifagra',
  romanian: 'Învățătorul și țăranul',
  vietnamese: 'Tại sao bộ đồ màu cam ở đây',
  russian: 'Почему костюм оранжевый',
  ukrainian: 'Чому їжак ґречний',
  greek: 'Γιατί η στολή είναι πορτοκαλί',
  persian: 'چرا می‌خواهم بمانم؟',
  urdu: 'یہ لباس نارنجی کیوں ہے؟',
  hebrew: 'למה החליפה **כתומה**?',
  arabic_and_latin: 'أفضل هاتف iPhone 17 في 2026',
  hindi: 'यह सूट **नारंगी** क्यों है',
  thai: 'ทำไมชุดนี้ถึงเป็นสีส้ม',
  chinese: '为什么太空服是**橙色**的',
  traditional_chinese: '為什麼太空衣是**橙色**的',
  korean: '왜 우주복은 **주황색**일까',
  long_japanese: 'なぜ宇宙飛行士の服はオレンジ色でなければならないのか、その理由をお話しします',
  mixed_scripts: 'Café кофе καφές 咖啡 قهوة',
  symbols: '→ ✓ ★ ∞ ≠ ₿ ♥',
  undrawn_script: 'Hello 𒀀 ꦗꦮ again',
};

const HOSTILE: Readonly<Record<string, string>> = {
  ten_thousand_characters: 'word '.repeat(2000),
  ten_thousand_letters: 'a'.repeat(10_000),
  joiners: `a${'\u200d'.repeat(50)}b\u200d\u200c\u200dc`,
  unbalanced_bidi: '\u202eevil \u2067right \u202atext\u2066',
  forty_emoji: '🔥'.repeat(40),
  families: '👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 🇩🇪🇯🇵',
  piled_marks: `Z${'\u0301'.repeat(60)}a${'\u0336'.repeat(60)}lgo`,
  lone_surrogates: 'half \ud83d of an emoji \udc00',
  markup: '<script>alert(1)</script> <b>bold</b> &amp;',
  style_sheet: '} .root { display: none } /*',
  open_marks: '** half ** marked ***',
  soft_breaks: 'super\u00adcali\u00adfragi\u200blistic',
  only_dots: '…!?…',
};

/** Which optional slots are left empty. */
const OPTIONAL: Readonly<Record<string, readonly (keyof Copy)[]>> = {
  headline_alone: ['subline', 'button', 'price', 'brand'],
  no_button: ['button'],
  no_price: ['price'],
};

/** Sixty contents: short, long, without optional slots, in every script, and hostile. */
export function trials(kind: GenerationKind): SampleContent[] {
  const usual = sampleContents(kind);
  const [short] = usual as [SampleContent];
  const said = (name: string, headline: string): SampleContent => ({
    ...short,
    name,
    copy: { ...short.copy, headline },
    list: `7 ${headline}`,
  });
  const without = ([name, slots]: [string, readonly (keyof Copy)[]]): SampleContent => {
    const copy = Object.fromEntries(Object.entries(short.copy).filter(([slot]) => !slots.includes(slot as keyof Copy)));
    return { ...short, name, copy: copy as Copy };
  };
  return [
    ...usual.filter(({ name }) => name !== 'offer').slice(0, 5),
    ...Object.entries(HEADLINES).map(([name, headline]) => said(name, headline)),
    ...Object.entries(OPTIONAL).map(without),
    ...Object.entries(HOSTILE).map(([name, headline]) => ({ ...said(name, headline), list: headline })),
  ];
}
