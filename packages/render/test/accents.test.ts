import { beforeAll, expect, test } from 'vitest';
import { openTypesetter, parseHtml, type Typesetter } from '../src/engine/takumi.ts';
import { FAMILIES } from '../src/fonts/faces.ts';
import { type FontLibrary, loadFonts } from '../src/fonts/font-library.ts';

let library: FontLibrary;
let typesetter: Typesetter;

beforeAll(async () => {
  library = await loadFonts();
  typesetter = await openTypesetter(library.files);
});

const ROW = 120;
const WIDTH = 200;

/** From the leftmost to the rightmost inked column of each text, set in 60 pixels, one below the other. */
async function inkOf(texts: readonly string[], family: string): Promise<{ left: number; right: number }[]> {
  const { files, families } = await library.supply(texts.join(' '));
  await typesetter.register(files);
  const rows = texts
    .map((text) => `<div style="display:flex;height:${ROW}px;padding-left:60px">${text}</div>`)
    .join('');
  const style = `display:flex;flex-direction:column;font-family:${family};font-weight:800;font-size:60px`;
  const [width, height] = [WIDTH, ROW * texts.length];
  const pixels = await typesetter.draw({
    root: parseHtml(`<div style="${style}">${rows}</div>`),
    css: '',
    width,
    height,
    families,
  });
  return texts.map((_, row) => {
    const inked = Array.from({ length: WIDTH }, (_, x) => x).filter((x) =>
      Array.from({ length: ROW }, (_, y) => pixels[4 * ((row * ROW + y) * WIDTH + x) + 3] as number).some(
        (a) => a > 60,
      ),
    );
    return { left: inked[0] ?? 0, right: inked.at(-1) ?? 0 };
  });
}

/** The letters whose accent reaches further beyond the letter's own ink than any that stands on it. */
async function accentsBeside(letters: readonly string[], plain: readonly string[], family: string): Promise<string[]> {
  const [accented, bare] = [await inkOf(letters, family), await inkOf(plain, family)];
  return letters.filter((_, at) => {
    const [own, letter] = [accented[at], bare[at]];
    return !own || !letter || own.left < letter.left - BEYOND || own.right > letter.right + BEYOND;
  });
}
const BEYOND = 14;

/** Every Latin letter that is a plain one with accents above or below it, both cases, Vietnamese included. */
const ACCENTED = [...range(0xc0, 0x17f), ...range(0x1e00, 0x1eff)]
  .map((point) => String.fromCodePoint(point))
  // A caron beside a tall letter and a horn are part of its width; an i has its accent instead of its dot, and a J is narrow.
  .filter(
    (letter) =>
      /^[a-hj-zA-IK-Z][\u0300-\u0309\u0323\u0327\u0328]+$/.test(letter.normalize('NFD')) && !/[ĽľďťĹĺ]/.test(letter),
  );

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

test.each(FAMILIES.map(({ family }) => family))('no accent stands beside its letter in %s', async (family) => {
  const { draws } = await library.supply(ACCENTED.join(''));
  const letters = ACCENTED.filter((letter) => draws(letter.codePointAt(0) ?? 0));
  expect(letters.length).toBeGreaterThan(280);
  const plain = letters.map((letter) => letter.normalize('NFD').slice(0, 1));
  expect(await accentsBeside(letters, plain, family)).toEqual([]);
});

test.each([
  ['а\u0301', 'а'],
  ['Ы\u0301', 'Ы'],
  ['й\u0301', 'й'],
  ['M\u0300', 'M'],
  ['q\u0308', 'q'],
  ['ɛ\u0303', 'ɛ'],
])('%s is drawn with its accent on the letter, whatever face the template names', async (accented, plain) => {
  for (const { family } of FAMILIES) expect(await accentsBeside([accented], [plain], family), family).toEqual([]);
});
