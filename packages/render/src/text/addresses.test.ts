import { expect, test } from 'vitest';
import { typographic, upperCase } from './typography.ts';

test.each([
  "http://foo.bar/it's--here",
  'www.example.com/a--b',
  "example.com/it's",
  "o'neil--x@example.com",
  'xn--mnchen-3ya.de',
  'my--file.txt',
  'C:\\x--y',
  './a--b/c',
  '@user--name',
  '`code "x" -- y`',
  'npm i --save-dev',
  '(--help)',
  'foo=--bar',
  'for i--; j++; --k',
])('%s is read letter by letter: nothing in it is changed', (text) => {
  expect(typographic(`See ${text}, "now"`, 'en')).toBe(`See ${text}, “now”`);
});

test('an option stays one within quotation marks, and what ends a sentence is no part of an address', () => {
  expect(typographic('"--save"', 'en')).toBe('“--save”');
  expect(typographic('(see https://a.com/x--y)... "www.b.de/c--d"!', 'en')).toBe(
    '(see https://a.com/x--y)… “www.b.de/c--d”!',
  );
  expect(typographic('Voir www.site.fr/a--b !', 'fr')).toBe('Voir www.site.fr/a--b\u202f!');
  expect(typographic("https://a.com/b's #sale--now #it's", 'en')).toBe("https://a.com/b's #sale—now #it’s");
});

test('letters that stand in for addresses may be typed', () => {
  expect(typographic('\ua7f7 https://a.com/x--y \ua7f8 www.b.com/y--z', 'en')).toBe(
    '\ua7f7 https://a.com/x--y \ua7f8 www.b.com/y--z',
  );
});

test('in capitals an address keeps its letters', () => {
  expect(upperCase('see https://x.com/Ab and me@x.com', 'en')).toBe('SEE https://x.com/Ab AND me@x.com');
});

test.each([
  ['$5--$10, 9am--5pm, 2020--2024, 10%--20%', '$5–$10, 9am–5pm, 2020–2024, 10%–20%'],
  ['10-20%, 10:30-11:30, 2020-2024', '10-20%, 10:30-11:30, 2020-2024'],
])('%s: a range has a dash where one was typed', (typed, set) => {
  expect(typographic(typed, 'en')).toBe(set);
});
