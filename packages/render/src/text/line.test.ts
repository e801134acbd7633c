import { expect, test } from 'vitest';
import { type LineStyle, spansAlone } from './line.ts';

const STYLE: LineStyle = { direction: 'ltr', emoji: new Map(), currency: 'raised' };

test.each([
  ['39,90\u00a0€', ['39,90', '\u00a0€']],
  ['€\u202f39', ['€\u202f', '39']],
  ['CHF 12', ['CHF ', '12']],
  ['$5 off', ['$', '5 off']],
  ['39\u00a0€ pro Monat', ['39', '\u00a0€', ' pro Monat']],
])('the space between figures and their raised sign is as small as the sign: %j', (text, parts) => {
  expect(spansAlone(text, STYLE).map((span) => (span.type === 'text' ? span.text : ''))).toEqual(parts);
});
