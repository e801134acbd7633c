import { expect, test } from 'vitest';
import { typeset } from './copy.ts';

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

test('a list gives its number to templates that want it; a quotation its marks', async () => {
  expect((await typeset({ headline: '5 ways to win' }, ANY)).numbered?.slots.get('number')).toEqual([
    { text: '5', marked: false },
  ]);
  expect((await typeset({ headline: 'Top 5 ways' }, ANY)).numbered).toBeUndefined();
  expect((await typeset({ headline: '"I **would** again"' }, ANY)).unmarked?.slots.get('headline')?.[0]?.text).toBe(
    'I',
  );
});
