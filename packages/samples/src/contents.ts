import type { Copy, GenerationKind } from '@proofsheet/domain';

/** Words and pictures to try a template with. */
export interface SampleContent {
  readonly name: string;
  readonly copy: Copy;
  /** A headline that begins with a number, for templates that set one. */
  readonly list: string;
  /** What only some templates show: those that have slots for it are given it as well. */
  readonly more: {
    readonly points: string[];
    readonly labels: string[];
    readonly author: string;
    /** Where the copy has none of its own. */
    readonly price?: string;
  };
  /** Names of sample images; the first set that a template can show is taken. */
  readonly scenes: readonly (readonly string[])[];
}

const SCENES = {
  THUMBNAIL: [
    ['mara', 'dusk-hills'],
    ['headphones-photo'],
    [],
    ['mara', 'headphones-photo', 'dusk-hills'],
    ['mara', 'headphones', 'headphones-photo', 'dusk-hills'],
  ],
  AD: [
    ['headphones', 'orvane-logo'],
    ['headphones-photo', 'orvane-logo'],
    ['orvane-logo'],
    ['headphones', 'headphones-photo', 'orvane-logo'],
    ['headphones', 'headphones-photo', 'mara', 'dusk-hills', 'orvane-logo'],
  ],
} as const;
const DARK = { THUMBNAIL: [['dusk-hills']], AD: [['dusk-hills', 'orvane-logo']] } as const;
const MORE: SampleContent['more'] = {
  points: ['No phone', 'No music', 'No small talk'],
  labels: ['Before', 'After'],
  author: 'Mara Lindqvist, sound engineer',
};
const MORE_AD: SampleContent['more'] = {
  points: ['40 hours on one charge', 'Silence at a touch', 'Copper cups'],
  labels: ['Yours', 'Ours'],
  author: 'Mara Lindqvist, sound engineer',
};
const LONG: SampleContent['more'] = {
  points: [
    'Two winters and a stove that I could not light',
    'Neighbours who wave, and then never come by',
    'A road that is closed from November to April',
    'Silence, which is louder than any street I knew',
  ],
  labels: ['The year I moved there', 'Two winters later'],
  author: 'Maximiliane Mara Lindqvist-Oppenheimer, sound engineer',
};
const ARABIC: SampleContent['more'] = {
  points: ['بلا هاتف', 'بلا موسيقى', 'بلا ثرثرة'],
  labels: ['قبل', 'بعد'],
  author: 'مارا ليندكفيست، مهندسة صوت',
};
const JAPANESE: SampleContent['more'] = {
  points: ['電話なし', '音楽なし', '雑談なし'],
  labels: ['以前', '今'],
  author: 'マーラ・リンドクヴィスト（音響技師）',
};
const GERMAN: SampleContent['more'] = {
  points: ['Kein Straßenlärm', 'Geräuschunterdrückung', 'Kabellos bis Übermorgen'],
  labels: ['Vorher', 'Nachher'],
  author: 'Mara Lindqvist, Tontechnikerin',
};
const EMOJI: SampleContent['more'] = {
  points: ['No phone 📵', 'No music 🔇'],
  labels: ['Before 😩', 'After 😌'],
  author: 'Mara 🎧',
};
const NONE = { THUMBNAIL: [[]], AD: [[]] } as const;

/** What a designer switches between, and what the golden pictures show. */
export function sampleContents(kind: GenerationKind): readonly SampleContent[] {
  const scenes = SCENES[kind];
  return kind === 'THUMBNAIL' ? thumbnails(scenes) : ads(scenes);
}

function thumbnails(scenes: SampleContent['scenes']): SampleContent[] {
  const short = { copy: { headline: 'Total **silence**', subline: 'What I heard when it got quiet' } };
  return [
    { name: 'short', ...short, more: { ...MORE, price: '€249' }, list: '7 days of **silence**', scenes },
    {
      name: 'long',
      copy: {
        headline: 'Everything that nobody tells you before you move to the **mountains**',
        subline: 'Two winters, one stove, and more questions than I came with',
      },
      more: { ...LONG, price: 'from €1,249.00' },
      list: '12 things that nobody tells you before you move to the **mountains**',
      scenes,
    },
    {
      name: 'no-photo',
      ...short,
      more: { ...MORE, price: '€249' },
      list: '7 days of **silence**',
      scenes: NONE.THUMBNAIL,
    },
    {
      name: 'dark-photo',
      copy: { headline: 'Alone at **dusk**', subline: 'One night above the fog' },
      more: { ...MORE, price: '€249' },
      list: '5 nights at **dusk**',
      scenes: DARK.THUMBNAIL,
    },
    {
      name: 'arabic',
      copy: { headline: 'ثلاثون يومًا من **الصمت**', subline: 'ماذا سمعتُ حين هدأ كل شيء', locale: 'ar' },
      more: { ...ARABIC, price: '٢٤٩ €' },
      list: '7 أيام من **الصمت**',
      scenes,
    },
    {
      name: 'japanese',
      copy: { headline: '30日間の**沈黙**', subline: '静かになって初めて聞こえたもの', locale: 'ja' },
      more: { ...JAPANESE, price: '¥39,800' },
      list: '7 日間の **沈黙** で 変わったこと',
      scenes,
    },
    {
      name: 'german',
      copy: {
        headline: 'Der **Führerschein** kostet jetzt doppelt',
        subline: 'Fahrschulen erhöhen ihre Preise',
        locale: 'de',
      },
      more: { ...GERMAN, price: '1.249 €' },
      list: '9 Fehler bei der **Führerscheinprüfung**',
      scenes,
    },
    {
      name: 'emoji',
      copy: { headline: 'I tried it 🔥 for **30 days** 😱', subline: 'Never again 🙅‍♀️ (or maybe ❤️)' },
      more: { ...EMOJI, price: '€249' },
      list: '7 days 🔥 of **silence** 😱',
      scenes,
    },
  ];
}

function ads(scenes: SampleContent['scenes']): SampleContent[] {
  const offer = { subline: 'Copper, terracotta, quiet.', button: 'Listen now', price: '€249', brand: 'Orvane' };
  const short = { copy: { headline: 'Hear what you **missed**', ...offer } };
  return [
    { name: 'short', ...short, more: MORE_AD, list: '3 reasons to **listen**', scenes },
    {
      name: 'long',
      copy: {
        headline: 'The headphones that let you hear everything you have **missed** so far',
        subline: 'Forty hours on one charge, copper cups, and noise kept where it belongs',
        ...{ button: 'Find a shop near you', price: 'from €1,249.00', brand: 'Orvane Audio Works' },
      },
      more: LONG,
      list: '3 reasons to hear everything you have **missed** so far',
      scenes,
    },
    { name: 'no-photo', ...short, more: MORE_AD, list: '3 reasons to **listen**', scenes: NONE.AD },
    { name: 'dark-photo', ...short, more: MORE_AD, list: '3 reasons to **listen**', scenes: DARK.AD },
    {
      name: 'arabic',
      copy: {
        headline: 'اسمع ما **فاتك**',
        subline: 'أربعون ساعة بشحنة واحدة',
        ...{ button: 'تسوّق الآن', price: '٢٤٩ €', brand: 'أورفان', locale: 'ar' },
      },
      more: ARABIC,
      list: '3 أسباب كي **تسمع**',
      scenes,
    },
    {
      name: 'japanese',
      copy: {
        headline: '聞き逃した**音**を、もう一度',
        subline: '一度の充電で四十時間',
        ...{ button: '今すぐ見る', price: '¥39,800', brand: 'オルヴェイン', locale: 'ja' },
      },
      more: JAPANESE,
      list: '3 つの **理由** で 選ばれる',
      scenes,
    },
    {
      name: 'german',
      copy: {
        headline: 'Der **Konzertsaal** für unterwegs',
        subline: 'Vierzig Stunden mit einer Ladung',
        ...{ button: 'Jetzt entdecken', price: '1.249 €', brand: 'Orvane Klangwerk', locale: 'de' },
      },
      more: GERMAN,
      list: '3 Gründe für den **Konzertsaal** unterwegs',
      scenes,
    },
    {
      name: 'emoji',
      copy: {
        headline: 'Hear it 🎧 **loud** 🔥',
        ...offer,
        subline: 'Forty hours ⚡ on one charge',
        button: 'Shop now 🛒',
      },
      more: EMOJI,
      list: '3 reasons 🎧 to **listen** 🔥',
      scenes,
    },
  ];
}
