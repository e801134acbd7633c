import { expect, test } from 'vitest';
import { isJoined } from './joined-scripts.ts';

test.each(['سلام', 'ܫܠܡܐ', 'ߒߞߏ', 'ᠮᠣᠩᠭᠣᠯ', '𞤀𞤣', 'हिन्दी', 'বাংলা', 'தமிழ்', 'ភាសា', 'မြန်မာ', 'ລາວ', 'ไทย', 'བོད', 'සිංහල'])(
  '%s takes no letter spacing',
  (text) => expect(isJoined(`Visit ${text}`)).toBe(true),
);

test.each(['Größe', 'Привет', 'Ελλάδα', 'שלום', '日本語', '한국어', 'ქართული', 'Հայ', 'ሰላም'])(
  '%s may take letter spacing',
  (text) => expect(isJoined(text)).toBe(false),
);
