// Longer than a file should be: one table of texts for one function.

import { expect, test } from 'vitest';
import { groupsIn, typeset } from './copy.ts';
import { asDrawn, brokenWords } from './segment.ts';
import { withoutSigns } from './set-apart.ts';
import { typographic, upperCase } from './typography.ts';

/** A library whose fonts draw every character. */
const ANY = { supply: async () => ({ files: [], families: [], draws: () => true, joins: () => true, absent: [] }) };

async function headline(text: string, locale?: string): Promise<string[]> {
  const copy = await typeset({ headline: text, ...(locale ? { locale } : {}) }, ANY);
  const words = copy.slots.get('headline') ?? [];
  return words.map((word) => (word.marked ? `<${word.text}>` : word.text));
}

test('marked words stand out, and punctuation stays with its word', async () => {
  expect(await headline('Hear **less**. Notice more.')).toEqual(['Hear', '<less.>', 'Notice', 'more.']);
  expect(await headline('**5 mistakes** every beginner makes')).toEqual([
    '<5>',
    '<mistakes>',
    'every',
    'beginner',
    'makes',
  ]);
  expect(await headline('Say (**no**) more')).toEqual(['Say', '<(no)>', 'more']);
});

test.each([
  ['an odd ** star', ['an', 'odd', '**', 'star']],
  ['5** hotel deals today', ['5**', 'hotel', 'deals', 'today']],
  ['From 4** to 5** and **up**', ['From', '4**', 'to', '5**', 'and', '<up>']],
  ['**Open', ['**Open']],
  ['a **** b', ['a', '****', 'b']],
  ['2 ** 3 ** 4', ['2', '**', '3', '**', '4']],
])('asterisks that mark nothing are text: %s', async (typed, words) => {
  expect(await headline(typed)).toEqual(words);
});

test('typing becomes typography', async () => {
  expect(await headline('Don\'t "stop" -- now...')).toEqual(['Don’t', '“stop”', '–', 'now…']);
});

test('the number of a list and the marks of a quotation can be set apart', async () => {
  expect((await typeset({ headline: '5 ways to win' }, ANY)).numbered?.slots.get('number')).toEqual([
    { text: '5', marked: false },
  ]);
  expect((await typeset({ headline: '"I **would** again"' }, ANY)).unmarked?.slots.get('headline')?.[0]?.text).toBe(
    'I',
  );
});

test.each([
  ['10\u00a0000 abonnés en un mois', '10\u00a0000'],
  ['10 000 abonnés en un mois', '10\u202f000'],
  ['100 % pure coffee here', '100\u00a0%'],
  ['-20 °C and still warm', '\u221220\u00a0°C'],
  ['1,000+ happy customers can’t lie', '1,000+'],
  ['100\u00a0% pure coffee', '100\u00a0%'],
  ['50\u202f€ off every order', '50\u202f€'],
  ['$1,299.00 buys this car', '$1,299.00'],
  ['\u221220\u00a0°C and still warm', '\u221220\u00a0°C'],
  ['1.5x faster than before', '1.5x'],
  ['24/7 help for teams', '24/7'],
  ['3–5 tips for beginners', '3–5'],
  ['#1 in your town', '#1'],
  ['½ price this week', '½'],
  ['7 days of silence', '7'],
  ['7 أيام من الصمت', '7'],
  ['30 kg lost in a year', '30\u00a0kg'],
  ['90s fashion is back', '90s'],
  ['12\u00a0Mio. Nutzer sagen ja', '12\u00a0Mio.'],
  ['12 Mio. Nutzer sagen ja', '12\u00a0Mio.'],
  ['5 million people said yes', '5\u00a0million'],
  ['3 millions de raisons', '3\u00a0millions'],
  ['7 lakh users and more', '7\u00a0lakh'],
  ['2 млн человек за нас', '2\u00a0млн'],
  ['1 Mio. € für alle Leute', '1\u00a0Mio.\u00a0€'],
  ['٥ أخطاء شائعة', '٥'],
  ['٥٠٪ خصم على كل شيء', '٥٠٪'],
  ['1.234.567,89 € für alle', '1.234.567,89\u00a0€'],
  ['±0,5 % mehr für alle', '±0,5\u00a0%'],
  ['3× faster than before', '3×'],
  ['№1 in your town', '№1'],
  ['<1 ms from here now', '<1\u00a0ms'],
  ['~30 minutes from here', '~30'],
  ['≥ 18 years and older', '≥\u00a018'],
  ['€5/mo for all users', '€5/mo'],
  ['100k users in a week', '100k'],
  ['$1.5M raised in days', '$1.5M'],
  ['10 kWh for your home', '10\u00a0kWh'],
  ['100 Mbit/s for your home', '100\u00a0Mbit/s'],
])('a number is set apart whole, with its sign: %s', async (typed, number) => {
  const { numbered } = await typeset({ headline: typed }, ANY);
  expect(numbered?.slots.get('number')).toEqual([{ text: number, marked: false }]);
});

test.each([
  'Top 5 ways to win',
  '5-minute crafts for kids',
  '7-Eleven opens in Berlin',
  '5つの習慣で人生が変わる',
  '5 mistakes',
  '5 in 10 people agree',
  '9 out of 10 agree today',
  '5 & 6 are numbers',
  '−5 °C to +5 °C all week',
  '10 % – 20 % off everything now',
  'US$500 off all orders',
  '5, 6 or 7 things',
  '5 × 3 = 15 always',
])('the number of a headline is left where a part of it would stay behind: %s', async (typed) => {
  expect((await typeset({ headline: typed }, ANY)).numbered).toBeUndefined();
});

test.each([
  ['de', 'Sagt "ja" - nun', 'Sagt „ja“ – nun'],
  ['fr', 'Il dit "oui" !', 'Il dit «\u202foui\u202f»\u202f!'],
  ['sv', '"ja"', '”ja”'],
  ['en', "rock 'n' roll isn't", 'rock ’n’ roll isn’t'],
  ['ja', '"はい"', '「はい」'],
])('%s has its own quotation marks', async (locale, typed, set) => {
  expect(typographic(typed, locale)).toBe(set);
});

test('capitals follow the language', () => {
  expect(upperCase('istanbul', 'tr')).toBe('İSTANBUL');
  expect(upperCase('Γιατί όχι', 'el')).toBe('ΓΙΑΤΙ ΟΧΙ');
  expect(upperCase('groß', 'de')).toBe('GROSS');
});

test('direction controls and invisible characters are removed, piles of marks cut down', () => {
  expect(typographic('a\u202eb\u2066cd\u206ae', 'en')).toBe('abcde');
  expect(typographic(`o${'\u0353'.repeat(60)}`, 'en')).toHaveLength(5);
});

test('points, labels and author have their own slots, which make up groups', async () => {
  const { slots } = await typeset(
    { headline: 'Why', points: ['It is "light"', 'It lasts'], labels: ['Before', 'After'], author: 'Mara' },
    ANY,
  );
  expect(slots.get('point-1')?.map(({ text }) => text)).toEqual(['It', 'is', '“light”']);
  expect([...slots.keys()]).toEqual(['headline', 'author', 'point-1', 'point-2', 'label-1', 'label-2']);
  expect(groupsIn(slots)).toEqual(['points', 'points-2', 'labels']);
});

test('a point that no font draws leaves no gap, and a single label is left out', async () => {
  const latin = { supply: async () => ({ ...(await ANY.supply()), draws: (point: number) => point < 0x250 }) };
  const copy = { headline: 'Why', points: ['one', 'два', 'three'], labels: ['до', 'after'] };
  const { slots, missing } = await typeset(copy, latin);
  expect(slots.get('point-2')?.map(({ text }) => text)).toEqual(['three']);
  expect(groupsIn(slots)).toEqual(['points', 'points-2']);
  expect(slots.has('label-2')).toBe(false);
  expect(missing).toContain('д');
});

/** A library whose fonts draw nothing beyond Latin-1 and these; none draws the circle or the voiced mark on a letter. */
const latinAnd = (others = '') => ({
  supply: async () => ({
    ...(await ANY.supply()),
    joins: (cluster: readonly number[]) => !cluster.some((point) => point === 0x20dd || point === 0xff9e),
    draws: (point: number) => point < 0x100 || others.includes(String.fromCodePoint(point)),
  }),
});

async function drawn(text: string, others = '', locale = 'en') {
  const { slots, missing, capitals } = await typeset({ headline: text, locale }, latinAnd(others));
  const words = slots.get('headline') ?? [];
  return {
    text: words.map((word) => word.text).join(' '),
    missing,
    capitals: words.map((word) => capitals('headline', word.text)).join(' '),
  };
}

test.each([
  ['CO₂ neutral', 'CO2 neutral'],
  ['⅓ off, 2⅓ cups', '1/3 off, 2\u00a01/3 cups'],
  ['50㎡', '50m²'],
  ['25 ℃', '25\u00a0°C'],
  ['№ 5 ℠ ℡', 'No\u00a05 SM TEL'],
  ['Oﬃce ﬁlms', 'Office films'],
  ['Ⅳ ⅻ', 'IV xii'],
  ['ＡＢＣ１２', 'ABC12'],
  ['① ⑿ Ⓐ', '1 (12) A'],
  ['𝐁𝐨𝐥𝐝', 'Bold'],
  ['10⁶', '10^6'],
  ['a‒b―c‥ d⁓e', 'a-b-c.. d⁓e'],
])('%s, which no font draws, is drawn as its plain equal', async (typed, set) => {
  const { text, missing } = await drawn(typed);
  expect(text).toBe(set.replace('⁓', ''));
  expect(missing).toEqual(set.includes('⁓') ? ['⁓'] : []);
});

test.each([
  ['ꜰᴀɴᴄʏ 🅐 ❶ ❿', 'FANCY A 1 10'],
  ['a\u034fb c\u115fd', 'ab cd'],
  ['a\u0085b\u2028c\td', 'a b c d'],
])('%s is drawn as letters, and what is never seen is not missing', async (typed, set) => {
  expect(await drawn(typed)).toMatchObject({ text: set, missing: [] });
});

test.each([
  ['\u06dd12', '12', ['\u06dd']],
  ['\u060012', '12', ['\u0600']],
  ['\ue000x \u0378 \ufdd0', 'x', ['\ue000', '\u0378', '\ufdd0']],
  ['a\u0000b\u0007c', 'abc', ['\u0000', '\u0007']],
  ['A\u20e3', 'A', ['\u20e3']],
])('what has no plain equal is left out and named: %j', async (typed, text, missing) => {
  expect(await drawn(typed)).toMatchObject({ text, missing });
});

test.each([
  ['🇩🇪🇽🇾', ['🇩🇪', '🇽', '🇾'], []],
  ['👋🏽🐘🏽', ['👋🏽', '🐘', '🏽'], []],
  ['👨\u200d👧\u200d🔥', ['👨', '👧', '🔥'], []],
  ['🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', undefined, []],
  ['🏴\u{e0075}\u{e0073}\u{e0074}\u{e0078}\u{e007f}', ['🏴'], ['ustx']],
])('of an emoji without a drawing its parts are drawn, and nothing vanishes: %s', async (typed, parts, missing) => {
  const set = await typeset({ headline: typed }, latinAnd());
  expect([...set.emoji.keys()]).toEqual(parts ?? [typed]);
  expect(set.slots.get('headline')?.[0]?.text).toBe(parts?.join('') ?? typed);
  expect(set.missing).toEqual(missing);
});

test('what some font draws stays itself, and a letter is parted from its mark only where it must be', async () => {
  expect((await drawn('CO₂ ⅓', '₂⅓')).text).toBe('CO₂ ⅓');
  expect((await drawn('⅓', '⁄')).text).toBe('1⁄3');
  expect((await drawn('Ḽ', '\u032d')).text).toBe('L\u032d');
});

test('a mark that no font draws on its letter is composed with it, or left out and named', async () => {
  expect(await drawn('ｶﾞ', 'ｶﾞガ')).toMatchObject({ text: 'ガ', missing: [] });
  expect(await drawn('ax\u20dd', '\u20dd')).toMatchObject({ text: 'ax', missing: ['\u20dd'] });
  expect(await drawn('e\u0301', '\u0301é')).toMatchObject({ text: 'é', missing: [] });
});

test('a tone of skin without an emoji is drawn by itself', async () => {
  const { emoji, missing } = await typeset({ headline: 'a🏻 🏽' }, latinAnd());
  expect({ emoji: [...emoji.keys()], missing }).toEqual({ emoji: ['🏻', '🏽'], missing: [] });
});

test('a capital that no font draws stays small', async () => {
  expect((await drawn('ǰŉa', 'ǰŉ')).capitals).toBe('ǰŉA');
  expect((await drawn('ﬁ ß')).capitals).toBe('FI SS');
});

test('a hyphen and spaces that do not break stay in their word', async () => {
  expect(await headline('The 24\u20117 e\u2011mail 10\u00a0km')).toEqual([
    'The',
    '24\u20117',
    'e\u2011mail',
    '10\u00a0km',
  ]);
  expect(brokenWords([{ text: '24\u20117 e\u2011mail a-b', marked: false }]).map(({ text }) => asDrawn(text))).toEqual([
    '24-7 e-mail a-',
    'b',
  ]);
});

test('only a headline that is one quotation loses its marks', async () => {
  const bare = async (text: string, locale: string) =>
    (await typeset({ headline: text, locale }, ANY)).unmarked?.slots
      .get('headline')
      ?.map((word) => word.text)
      .join(' ');
  expect(await bare('"I love it" and "you too"', 'en')).toBeUndefined();
  expect(await bare('"Oui" !', 'fr')).toBe('Oui\u202f!');
  expect(await bare('"Ja, graag."', 'nl')).toBe('Ja, graag.');
});

test('signs that a template draws itself are left out where they are typed too', async () => {
  const copy = { headline: 'Why', points: ['1. first', '2) second', '③ third'], author: '— Jane Doe' };
  const { slots } = await typeset(copy, ANY);
  const textsOf = (signs: Parameters<typeof withoutSigns>[1]) =>
    [...withoutSigns(slots, signs)].map(([, words]) => words.map((word) => word.text).join(' '));
  expect(textsOf(['numbers'])).toEqual(['Why', '— Jane Doe', 'first', 'second', 'third']);
  expect(textsOf(['dash'])[1]).toBe('Jane Doe');
  const bullets = await typeset({ headline: 'Why', points: ['• fast', '- cheap', '✓ good', '-5 kg'] }, ANY);
  const bare = withoutSigns(bullets.slots, ['bullets', 'numbers']);
  expect([...bare.values()].map((words) => words.map((word) => word.text).join(' '))).toEqual([
    'Why',
    'fast',
    'cheap',
    'good',
    '−5\u00a0kg',
  ]);
});

test.each([
  ['ends', 'I tried it 😱', '😱', 'I tried it'],
  ['begins', '🔥 It works', '🔥', 'It works'],
  ['ends, twice', 'So good 😍🔥', '😍🔥', 'So good'],
  ['ends, and another stands among the words', 'I ❤️ it 😭', '😭', 'I ❤️ it'],
])('the emoji that %s a headline is set apart, and nothing else is moved', async (_, headline, emoji, rest) => {
  const { emojiApart } = await typeset({ headline }, ANY);
  const text = (slot: 'headline' | 'emoji') => (emojiApart?.slots.get(slot) ?? []).map((word) => word.text).join(' ');
  expect([text('emoji'), text('headline')]).toEqual([emoji, rest]);
});

test.each(['I tried it', 'I ❤️ my cat', '😱', '😱 😭', 'Wow 😱😱😱'])(
  'no emoji is set apart from %s',
  async (headline) => {
    expect((await typeset({ headline }, ANY)).emojiApart).toBeUndefined();
  },
);
