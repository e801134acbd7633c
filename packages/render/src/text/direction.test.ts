import { expect, test } from 'vitest';
import { arrange } from './bidi.ts';
import { baseDirectionOf, layoutDirectionOf } from './direction.ts';

test.each([
  ['Visit תל אביב this summer', 'en', 'ltr'],
  ['בקרו ב-www.example.co.il עכשיו', 'he', 'rtl'],
  ['iPhone 15 متوفر الآن', 'ar', 'rtl'],
  ['iPhone 15 متوفر الآن', undefined, 'ltr'],
  ['50% הנחה on everything', undefined, 'rtl'],
  ['🇮🇱 שלום', undefined, 'rtl'],
  ['Buy now!', 'fa', 'ltr'],
  ['شکریہ PDF', 'ur', 'rtl'],
  ['!?', 'he', 'rtl'],
  ['+972 3 123 4567', 'he', 'ltr'],
  ['12:30 - 14:00', 'ar', 'ltr'],
  ['٣٠٪ - ٥٠٪', 'ar', 'rtl'],
  ['!?', undefined, undefined],
])('the base direction of %s in %s is %s', (text, locale, direction) => {
  expect(baseDirectionOf(text, locale)).toBe(direction);
});

test('a layout runs as its locale does, else as its first text with letters', () => {
  expect(layoutDirectionOf(['iPhone 15'], 'ar')).toBe('rtl');
  expect(layoutDirectionOf(['2026', 'שלום'])).toBe('rtl');
  expect(layoutDirectionOf(['שלום'], 'en')).toBe('rtl');
  expect(layoutDirectionOf(['Visit תל אביב'], 'en')).toBe('ltr');
  expect(layoutDirectionOf(['!'])).toBe('ltr');
});

/** Where a reader of the layout's direction meets the parts of each line, the isolates taken out. */
function seen(lines: string[], base: 'ltr' | 'rtl', within: 'ltr' | 'rtl', plates = false) {
  const typed = lines.map((text) => ({
    pieces: text.split('**').map((part, index) => ({ text: part, marked: index % 2 === 1 })),
    joined: false,
  }));
  const arranged = arrange(typed, { base, within, emoji: new Map([['😂', Buffer.from('')]]), plates });
  return arranged.map((pieces) =>
    pieces
      .map(({ text }) => text)
      .join('')
      .split(/[\u2066\u2067\u2069]+/)
      .filter((part) => part !== ''),
  );
}

test('lines are ordered by the levels of the whole text', () => {
  expect(seen(['Visit תל', 'אביב this'], 'ltr', 'ltr')).toEqual([
    ['Visit', ' ', 'תל'],
    ['אביב', ' ', 'this'],
  ]);
  // The full stop ends a paragraph that is read from the left, whatever stands before it in its line.
  expect(seen(['Now in', 'תל אביב!'], 'ltr', 'ltr')).toEqual([['Now in'], ['תל אביב', '!']]);
  // Numbers are read from the left, and the words around them from the right.
  expect(seen(['חסכו 50% עד 9:00'], 'rtl', 'rtl')).toEqual([['חסכו', ' ', '50%', ' ', 'עד', ' ', '9:00']]);
  expect(seen(['חסכו 50% היום'], 'rtl', 'ltr')).toEqual([['היום', ' ', '50%', ' ', 'חסכו']]);
});

test.each(['חייגו +972 3 123 4567 עכשיו', 'חייגו (03) 123-4567 עכשיו', 'חייגו 050 123 45 67 עכשיו'])(
  'a telephone number is dialled from the left: %s',
  (text) => {
    const [first, ...number] = text.split(' ').slice(0, -1);
    expect(seen([text], 'rtl', 'rtl')).toEqual([[first, ' ', number.join(' '), ' ', 'עכשיו']]);
  },
);

test('what stands between two lines keeps what it is joined to', () => {
  // 15 follows a Latin word in a Hebrew text: with it, it is one stretch, though the line between them ends.
  const [first, second] = seen(['קנו iPhone', '15 עכשיו'], 'rtl', 'rtl');
  expect(first).toEqual(['קנו', ' ', 'iPhone']);
  expect(second).toEqual(['15', ' ', 'עכשיו']);
});

test('an emoji and a plate are boxes that keep their place', () => {
  expect(seen(['שלום 😂 עולם'], 'rtl', 'ltr')).toEqual([['עולם', ' 😂 ', 'שלום']]);
  expect(seen(['**ab שלום** c'], 'ltr', 'ltr', true)).toEqual([['ab', ' ', 'שלום', ' ', 'c']]);
});

test('letters beyond the first plane have their own direction', () => {
  expect(baseDirectionOf('𞤀𞤣𞤤𞤢𞤥 Adlam')).toBe('rtl');
  expect(seen(['𞤀𞤣 a'], 'ltr', 'ltr')).toEqual([['𞤀𞤣', ' ', 'a']]);
});
