import { ARABIC, EMOJI, GERMAN, JAPANESE, LONG, type SampleContent } from './sample-content.ts';

const SCENES = [
  ['mara', 'dusk-hills'],
  ['headphones-photo'],
  [],
  ['mara', 'headphones-photo', 'dusk-hills'],
  ['mara', 'headphones', 'headphones-photo', 'dusk-hills'],
];
const WORDS: SampleContent['more'] = {
  points: ['No phone', 'No music', 'No small talk'],
  labels: ['Before', 'After'],
  author: 'Mara Lindqvist, sound engineer',
  coupon: { code: 'QUIET20', label: 'Code' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'reviews' },
};

export function thumbnailContents(): SampleContent[] {
  const short = { copy: { headline: 'Total **silence**', subline: 'What I heard when it got quiet' } };
  return [
    { name: 'short', ...short, more: { ...WORDS, price: '€249' }, list: '7 days of **silence**', scenes: SCENES },
    {
      name: 'long',
      copy: {
        headline: 'Everything that nobody tells you before you move to the **mountains**',
        subline: 'Two winters, one stove, and more questions than I came with',
      },
      more: { ...LONG, price: 'from €1,249.00' },
      list: '12 things that nobody tells you before you move to the **mountains**',
      scenes: SCENES,
    },
    {
      name: 'no-photo',
      ...short,
      more: { ...WORDS, price: '€249' },
      list: '7 days of **silence**',
      scenes: [[]],
    },
    {
      name: 'dark-photo',
      copy: { headline: 'Alone at **dusk**', subline: 'One night above the fog' },
      more: { ...WORDS, price: '€249' },
      list: '5 nights at **dusk**',
      scenes: [['dusk-hills']],
    },
    {
      name: 'arabic',
      copy: { headline: 'ثلاثون يومًا من **الصمت**', subline: 'ماذا سمعتُ حين هدأ كل شيء', locale: 'ar' },
      more: { ...ARABIC, price: '٢٤٩ €' },
      list: '7 أيام من **الصمت**',
      scenes: SCENES,
    },
    {
      name: 'japanese',
      copy: { headline: '30日間の**沈黙**', subline: '静かになって初めて聞こえたもの', locale: 'ja' },
      more: { ...JAPANESE, price: '¥39,800' },
      list: '7 日間の **沈黙** で 変わったこと',
      scenes: SCENES,
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
      scenes: SCENES,
    },
    {
      name: 'emoji',
      copy: { headline: 'I tried it 🔥 for **30 days** 😱', subline: 'Never again 🙅‍♀️ (or maybe ❤️)' },
      more: { ...EMOJI, price: '€249' },
      list: '7 days 🔥 of **silence** 😱',
      scenes: SCENES,
    },
  ];
}
