import { expect, test } from 'vitest';
import { loadFonts } from '../src/fonts/font-library.ts';
import { folderOf } from '../src/fonts/packages.ts';
import { scriptNameOf } from '../src/fonts/script-names.ts';
import { createRenderer } from '../src/index.ts';
import { typeset } from '../src/text/copy.ts';
import { noFontFor } from '../src/text/no-font.ts';

const library = await loadFonts();

test('a package that is not installed is a finding with the name of its script', async () => {
  const bare = await loadFonts((name) => (/-(jp|kr|sc|tc)$/.test(name) ? undefined : folderOf(name)));
  const { absent, draws } = await bare.supply('宇宙');
  expect(absent[0]).toBe('Simplified Chinese');
  expect(draws('宇'.codePointAt(0) as number)).toBe(false);
});

test('a headline of which nothing is drawn fails, and names the script and the package', async () => {
  const bare = await loadFonts((name) => (name.endsWith('-thai') ? undefined : folderOf(name)));
  const copy = await typeset({ headline: 'ทำไมชุด' }, bare);
  expect(copy.slots.has('headline')).toBe(false);
  const fault = noFontFor(copy);
  expect(fault).toMatchObject({ code: 'no_font_for_text', field: 'copy/headline', permanent: true });
  expect(fault.message).toContain(
    'written in Thai. Have @fontsource-variable/noto-sans-thai installed, or upload a font',
  );
  const renderer = await createRenderer();
  const order = { kind: 'THUMBNAIL', copy: { headline: '𐀀𐀁' }, brand: {}, formats: ['youtube-thumbnail'] } as const;
  const rendered = renderer.render({ ...order, images: [], variants: 1, mediaType: 'image/png', seed: 1 });
  await expect(Array.fromAsync(rendered)).rejects.toMatchObject({ code: 'no_font_for_text' });
});

test.each([
  ['བོད་ཡིག', 'Tibetan'],
  ['ᏣᎳᎩ', 'Cherokee'],
  ['ଓଡ଼ିଆ', 'Odia'],
  ['ܫܠܡܐ', 'Syriac'],
  ['ދިވެހި', 'Thaana'],
  ['𒀭', 'Sumero-Akkadian Cuneiform'],
])('%s has no font, and is named', async (text, script) => {
  expect((await typeset({ headline: `Visit ${text}` }, library)).absent).toEqual([script]);
});

test('every letter of Unicode has a script with a name', () => {
  for (let point = 0; point < 0x110000; point++) {
    const character = String.fromCodePoint(point);
    if (/\p{L}/u.test(character) && !/[\p{Script=Common}\p{Script=Inherited}]/u.test(character))
      expect(scriptNameOf(character), point.toString(16)).toBeDefined();
  }
});

test('an optional package that is missing is named by its script', async () => {
  const bare = await loadFonts((name) => (name.endsWith('-khmer') ? undefined : folderOf(name)));
  expect((await bare.supply('ភាសា')).absent).toEqual(['Khmer']);
});
