import { expect, test } from 'vitest';
import { groupsIn, typeset } from './copy.ts';
import { typographic, upperCase } from './typography.ts';

/** A library whose fonts draw every character. */
const ANY = { supply: async () => ({ files: [], families: [], draws: () => true, absent: [] }) };

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
  expect(await headline('an odd ** star')).toEqual(['an', 'odd', '<star>']);
});

test('typing becomes typography', async () => {
  expect(await headline('Don\'t "stop" -- now...')).toEqual(['Don’t', '“stop”', '–', 'now…']);
});

test('the number of a list and the marks of a quotation can be set apart', async () => {
  expect((await typeset({ headline: '5 ways to win' }, ANY)).numbered?.slots.get('number')).toEqual([
    { text: '5', marked: false },
  ]);
  expect((await typeset({ headline: 'Top 5 ways' }, ANY)).numbered).toBeUndefined();
  expect((await typeset({ headline: '"I **would** again"' }, ANY)).unmarked?.slots.get('headline')?.[0]?.text).toBe(
    'I',
  );
});

test.each([
  ['de', 'Sagt "ja" - nun', 'Sagt „ja“ – nun'],
  ['fr', 'Il dit "oui" !', 'Il dit «\u202foui\u202f»\u202f!'],
  ['sv', '"ja"', '”ja”'],
  ['en', "rock 'n' roll isn't", 'rock ‘n’ roll isn’t'],
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
  expect(typographic('a\u202eb\u2066c\ufeffd\u2060e', 'en')).toBe('abcde');
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
