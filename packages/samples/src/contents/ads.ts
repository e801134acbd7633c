import { ARABIC, EMOJI, GERMAN, JAPANESE, LONG, type SampleContent } from './sample-content.ts';

const SCENES = [
  ['headphones', 'orvane-logo'],
  ['headphones-photo', 'orvane-logo'],
  ['orvane-logo'],
  ['headphones', 'headphones-photo', 'orvane-logo'],
  ['headphones', 'headphones-photo', 'mara', 'dusk-hills', 'orvane-logo'],
];
const WORDS: SampleContent['more'] = {
  points: ['40 hours on one charge', 'Silence at a touch', 'Copper cups'],
  labels: ['Yours', 'Ours'],
  author: 'Mara Lindqvist, sound engineer',
  coupon: { code: 'QUIET20', label: 'Code' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'reviews' },
};

export function adContents(): SampleContent[] {
  const offer = { subline: 'Copper, terracotta, quiet.', button: 'Listen now', price: '€249', brand: 'Orvane' };
  const short = { copy: { headline: 'Hear what you **missed**', ...offer } };
  return [
    { name: 'short', ...short, more: WORDS, list: '3 reasons to **listen**', scenes: SCENES },
    {
      name: 'long',
      copy: {
        headline: 'The headphones that let you hear everything you have **missed** so far',
        subline: 'Forty hours on one charge, copper cups, and noise kept where it belongs',
        ...{ button: 'Find a shop near you', price: 'from €1,249.00', brand: 'Orvane Audio Works' },
      },
      more: LONG,
      list: '3 reasons to hear everything you have **missed** so far',
      scenes: SCENES,
    },
    {
      name: 'offer',
      copy: {
        ...short.copy,
        ...{ price: 'from €249.99/mo', oldPrice: '€299.99', badge: '-30 %' },
        ...{ coupon: WORDS.coupon, rating: WORDS.rating, qr: 'https://orvane.example/s' },
        legal: 'Until 31 May 2027, while stocks last. Not to be combined with other offers.',
      },
      more: WORDS,
      list: '3 reasons to **listen**',
      scenes: SCENES,
    },
    { name: 'no-photo', ...short, more: WORDS, list: '3 reasons to **listen**', scenes: [[]] },
    {
      name: 'dark-photo',
      ...short,
      more: WORDS,
      list: '3 reasons to **listen**',
      scenes: [['dusk-hills', 'orvane-logo']],
    },
    {
      name: 'arabic',
      copy: {
        headline: 'اسمع ما **فاتك**',
        subline: 'أربعون ساعة بشحنة واحدة',
        ...{ button: 'تسوّق الآن', price: '٢٤٩ €', brand: 'أورفان', locale: 'ar' },
      },
      more: ARABIC,
      list: '3 أسباب كي **تسمع**',
      scenes: SCENES,
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
      scenes: SCENES,
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
      scenes: SCENES,
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
      scenes: SCENES,
    },
  ];
}
