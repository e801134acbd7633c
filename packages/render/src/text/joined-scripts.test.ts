import { expect, test } from 'vitest';
import { JOINED_SCRIPTS } from './joined-scripts.generated.ts';
import { isJoined } from './joined-scripts.ts';

test.each(['سلام', 'ܫܠܡܐ', 'ߒߞߏ', 'ᠮᠣᠩᠭᠣᠯ', '𞤀𞤣', 'हिन्दी', 'বাংলা', 'தமிழ்', 'ភាសា', 'မြန်မာ', 'ລາວ', 'ไทย', 'བོད', 'සිංහල'])(
  '%s takes no letter spacing',
  (text) => expect(isJoined(`Visit ${text}`)).toBe(true),
);

test.each(['Größe', 'Привет', 'Ελλάδα', 'שלום', '日本語', '한국어', 'ქართული', 'Հայ', 'ሰላም'])(
  '%s may take letter spacing',
  (text) => expect(isJoined(text)).toBe(false),
);

test('the list has every script of the engine whose letters join, and none that is set letter by letter', () => {
  expect(JOINED_SCRIPTS.length).toBeGreaterThan(60);
  expect(JOINED_SCRIPTS).toEqual(
    expect.arrayContaining(['Arabic', 'Syriac', 'Mongolian', 'Khmer', 'Balinese', 'Kirat_Rai']),
  );
  for (const script of ['Latin', 'Greek', 'Cyrillic', 'Hebrew', 'Han', 'Hangul', 'Ethiopic', 'Georgian'])
    expect(JOINED_SCRIPTS).not.toContain(script);
});
