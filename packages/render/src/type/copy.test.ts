import { expect, test } from 'vitest';
import { typeset } from './copy.ts';

const ANY = { files: [], draws: () => true };

function headline(text: string): string[] {
  const words = typeset({ headline: text }, ANY).slots.get('headline') ?? [];
  return words.map((word) => (word.marked ? `<${word.text}>` : word.text));
}

test('marked words stand out, and punctuation stays with its word', () => {
  expect(headline('Hear **less**. Notice more.')).toEqual(['Hear', '<less.>', 'Notice', 'more.']);
  expect(headline('**5 mistakes** every beginner makes')).toEqual(['<5>', '<mistakes>', 'every', 'beginner', 'makes']);
  expect(headline('Say (**no**) more')).toEqual(['Say', '<(no)>', 'more']);
  expect(headline('an odd ** star')).toEqual(['an', 'odd', '<star>']);
});

test('typing becomes typography', () => {
  expect(headline('Don\'t "stop" -- now...')).toEqual(['Don’t', '“stop”', '–', 'now…']);
});

test('a list gives its number to templates that want it; a quotation its marks', () => {
  expect(typeset({ headline: '5 ways to win' }, ANY).numbered?.slots.get('number')).toEqual([
    { text: '5', marked: false },
  ]);
  expect(typeset({ headline: 'Top 5 ways' }, ANY).numbered).toBeUndefined();
  expect(typeset({ headline: '"I **would** again"' }, ANY).unmarked?.slots.get('headline')?.[0]?.text).toBe('I');
});
