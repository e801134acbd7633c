import fc from 'fast-check';
import { expect, test } from 'vitest';
import { preferencesOf, waitSeconds } from '../src/events/prefer.ts';

test.each([
  ['wait=20', 20],
  ['WAIT = 20', 20],
  ['respond-async, wait=10', 10],
  ['return=minimal; foo="a, wait=1; b" , wait="7"', 7],
  ['wait=5, wait=9', 5],
  [', ,wait=5,', 5],
  ['wait=5; foo; bar="x"', 5],
  ['wait="\\3"', 3],
  ['wait=0', 0],
  ['wait=4000', 55],
  ['wait=-1', undefined],
  ['wait=1.5', undefined],
  ['wait', undefined],
  ['wait=', undefined],
  ['wait=""', undefined],
  ['wait=99999999999999999999', undefined],
  ['x-wait=20', undefined],
  ['foo="wait=20"', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j waits for %j seconds', (prefer, seconds) => {
  expect(waitSeconds({ prefer })).toBe(seconds);
});

test('preferences are read as they are written, in any order and with any space', () => {
  const token = fc.stringMatching(/^[a-z!#$%&'*+.^_`|~0-9-]{1,12}$/);
  const word = fc.oneof(
    token,
    fc.stringMatching(/^[\x20-\x7e]{0,12}$/).map((text) => ({ text })),
  );
  const space = fc.constantFrom('', ' ', '\t', '  ');
  const quoted = (value: string | { text: string }) =>
    typeof value === 'string' ? value : `"${value.text.replaceAll(/["\\]/g, '\\$&')}"`;
  fc.assert(
    fc.property(fc.dictionary(token, word, { noNullPrototype: true, maxKeys: 8 }), space, (preferences, gap) => {
      const header = Object.entries(preferences)
        .map(([name, value]) => `${gap}${name}${gap}=${gap}${quoted(value)}${gap};${gap}q=1`)
        .join(',');
      const values = Object.entries(preferences).map(
        ([name, value]) => [name, typeof value === 'string' ? value : value.text] as const,
      );
      expect([...preferencesOf(header)]).toEqual(values);
    }),
  );
});

test('no header keeps it busy', () => {
  const began = performance.now();
  for (const part of [',', ';', '"', '\\', ' ', 'a=', '"\\', ' ;'])
    preferencesOf(`wait${part.repeat(16_000 / part.length)}`);
  expect(performance.now() - began).toBeLessThan(1_000);
});
