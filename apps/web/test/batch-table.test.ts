import { changeProject, createProject } from '@proofsheet/database';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readFile, readPasted } from '../src/batch/read-table.ts';
import { guessColumns } from '../src/batch/rows.ts';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

const CELLS = [
  ['Titel', 'Preis'],
  ['Zwei\nZeilen, "so"', '€ 19'],
];
const csv = (separator: string) => `Titel${separator}Preis\r\n"Zwei\nZeilen, ""so"""${separator}€ 19\r\n;\r\n`;
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

test.each([
  ['semicolons', csv(';')],
  ['commas and a mark of byte order', `\ufeff${csv(',').replace(';', ',')}`],
  ['a line that names the separator', `sep=|\r\n${csv('|').replace(';', '|')}`],
  ['tabs in UTF-16', utf16(csv('\t').replace(';', '\t'))],
  ['UTF-16 in the other order', utf16(csv(';')).swap16()],
  ['the code page of Windows', Buffer.from(csv(';').replace('€', '\x80'), 'latin1')],
])('a file with %s is read', async (_, content) => {
  expect(await readFile(new File([content], 'rows.csv'))).toEqual(CELLS);
});

test('what Windows wrote before is read as it does in the language of the reader', async () => {
  const file = (bytes: readonly number[]) => new File([Buffer.from(bytes)], 'rows.csv');
  for (const [language, bytes, text] of [
    ['ja-JP', [0x93, 0xfa, 0x96, 0x7b], '日本'],
    ['ru', [0xcb, 0xe5, 0xf2, 0xee], 'Лето'],
    ['ar-EG', [0xe3, 0xd1, 0xcd, 0xc8, 0xc7], 'مرحبا'],
    ['de-AT', [0x47, 0x72, 0xfc, 0xdf, 0x65], 'Grüße'],
  ] as const) {
    vi.stubGlobal('navigator', { language });
    expect(await readFile(file(bytes))).toEqual([[text]]);
  }
  vi.unstubAllGlobals();
});

test('a workbook is no table of signs', async () => {
  const workbook = new File([Buffer.from('PK\x03\x04\x14\0\x06\0\xc8\xff', 'latin1')], 'rows.xlsx');
  expect(await readFile(workbook)).toBeUndefined();
});

test('what a spreadsheet copies is read, with line breaks within its cells; the columns are those of its names', () => {
  const cells = readPasted('Headline\tImage\n"One\ntwo"\tshoe.jpg\n');
  expect(cells).toEqual([
    ['Headline', 'Image'],
    ['One\ntwo', 'shoe.jpg'],
  ]);
  expect(guessColumns(cells, ['headline'])).toEqual({ hasHeader: true, columns: ['headline', 'image'], isSure: true });
  expect(guessColumns([['Hello', '€ 19']], ['subline', 'price'])).toEqual({
    ...{ hasHeader: false, columns: ['subline', 'price'], isSure: false },
  });
});

describe.runIf(HAS_BROWSER)('many at once', () => {
  let g: Gallery;
  beforeAll(async () => {
    g = await openGallery();
    await g.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await g.signIn();
  }, PATIENCE_MS);
  afterAll(() => g?.close());

  const cell = (row: number, column: string) =>
    g.page
      .getByRole('row')
      .nth(row)
      .getByRole('gridcell')
      .nth(['', 'Headline', 'Subline', 'Button', 'Price', 'Old price', 'Badge', 'Image', 'Formats'].indexOf(column));

  test(
    'rows are pasted; what is wrong stands at its cell, and is corrected there; the batch is followed to its end',
    async () => {
      await g.page.goto(g.at('/batch'));
      await g.page.getByRole('grid', { name: 'Rows of the batch' }).waitFor();
      await g.expectAccessible();
      const rows = 'Headline\tPrice\tFormats\tImage\n"First\nbatch"\t€ 19\tsquare\t\nSecond\t€ 29\tsquare\tnone.jpg\n';
      await g.page.evaluate((text) => navigator.clipboard.writeText(text), rows);
      await g.page.getByRole('heading', { level: 1 }).click();
      await g.page.keyboard.press('ControlOrMeta+V');
      await expect.poll(() => cell(2, 'Headline').innerText()).toBe('Second');
      expect(await cell(1, 'Price').innerText()).toBe('€ 19');
      await g.page.getByRole('button', { name: 'Check' }).click();
      await g.page.getByRole('button', { name: /^Row 2, Image: You have no image called .none.jpg/ }).click();
      await g.expectAccessible();
      expect(await cell(2, 'Image').getAttribute('aria-selected')).toBe('true');
      await g.page.keyboard.press('Delete');
      await expect.poll(() => cell(2, 'Image').innerText()).toBe('');
      await g.page.getByRole('button', { name: 'Check' }).click();
      await g.page.getByText('Nothing is wrong. It makes 4 pictures.').waitFor();
      await g.page.getByRole('button', { name: 'Make 2 proof sheets' }).evaluate((button: { click(): void }) => {
        button.click();
        button.click();
      });
      await g.page.getByRole('heading', { level: 1, name: '2 proof sheets' }).waitFor();
      await g.page.getByText('2 of 2 are ready').waitFor({ timeout: 180_000 });
      await g.page.getByRole('link', { name: 'Download all' }).waitFor();
      await g.expectAccessible();
      await g.page.getByRole('link', { name: 'First batch' }).click();
      await g.page.getByRole('heading', { level: 1, name: 'First batch' }).waitFor();
      await g.page.goto(g.at('/batch'));
      await g.page.getByRole('link', { name: '2 proof sheets' }).waitFor();
      expect(await g.page.getByRole('link', { name: '2 proof sheets' }).count()).toBe(1);
      await cell(1, 'Headline').click();
      for (const word of ['Typed', 'Below']) {
        await g.page.keyboard.type(word);
        const editor = g.page.getByRole('grid').getByRole('textbox');
        // As the Enter that ends a word of an input method.
        await editor.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
        expect(await editor.inputValue()).toBe(word);
        await g.page.keyboard.press('Enter');
      }
      expect(await cell(1, 'Headline').innerText()).toBe('Typed');
      expect(await cell(2, 'Headline').innerText()).toBe('Below');
      expect(await cell(3, 'Headline').getAttribute('aria-selected')).toBe('true');
      await g.page.keyboard.press('ArrowUp');
      await g.page.keyboard.press('Delete');
      await g.page.keyboard.press('ArrowUp');
      await g.page.keyboard.press('Delete');
      expect(g.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'what was done to the table is taken back, and done again; Escape leaves it',
    async () => {
      await g.page.goto(g.at('/batch'));
      await cell(1, 'Headline').click();
      await g.page.keyboard.type('Kept');
      await g.page.keyboard.press('Enter');
      await cell(2, 'Headline').dblclick();
      await g.expectAccessible();
      await g.page.getByRole('textbox', { name: 'Headline, row 2' }).press('Escape');
      await g.page.getByRole('button', { name: 'Empty the table' }).click();
      await expect.poll(() => cell(1, 'Headline').innerText()).toBe('');
      await g.page.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => cell(1, 'Headline').innerText()).toBe('Kept');
      await g.page.getByRole('button', { name: 'Remove row 1', exact: true }).click();
      await expect.poll(() => cell(1, 'Headline').innerText()).toBe('');
      await cell(1, 'Headline').click();
      await g.page.keyboard.press('ControlOrMeta+Z');
      await expect.poll(() => cell(1, 'Headline').innerText()).toBe('Kept');
      await g.page.keyboard.press('ControlOrMeta+Shift+Z');
      await expect.poll(() => cell(1, 'Headline').innerText()).toBe('');
      await g.page.keyboard.press('ControlOrMeta+Z');
      await g.page.keyboard.press('Escape');
      await g.page.keyboard.press('Tab');
      await expect.poll(() => g.page.evaluate('document.activeElement.innerText')).toBe('Check');
      await g.page.getByRole('button', { name: 'Empty the table' }).click();
      expect(g.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'a project that has ended meanwhile is told once, where another one is chosen',
    async () => {
      const { id } = await createProject(g.db, { userId: g.userId, name: 'Spring sale' });
      await g.page.reload();
      await g.page.getByRole('button', { name: /Project$/ }).click();
      await g.page.getByRole('option', { name: 'Spring sale' }).click();
      await cell(1, 'Headline').click();
      for (const word of ['One', 'Two']) {
        await g.page.keyboard.type(word);
        await g.page.keyboard.press('Enter');
      }
      await changeProject(g.db, { id, userId: g.userId, archived: true });
      await g.page.getByRole('button', { name: 'Make 2 proof sheets' }).click();
      await g.page.getByText('The project takes no orders any more. Choose another one, or none.').waitFor();
      await g.page.getByText('It is archived, and takes no orders. Choose another one.').waitFor();
      expect(await g.page.getByText(/projectId/).count()).toBe(0);
      await g.expectAccessible();
      await g.page.getByRole('button', { name: /Project$/ }).click();
      await g.page.getByRole('option', { name: 'None' }).click();
      await g.page.getByRole('button', { name: 'Check' }).click();
      await g.page.getByText('Nothing is wrong.').waitFor();
      expect(await g.page.getByText('takes no orders').count()).toBe(0);
      await g.page.getByRole('button', { name: 'Empty the table' }).click();
      expect(g.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'of a file whose columns have other names the columns are asked for; too many rows are refused',
    async () => {
      const file = (text: string) => ({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await g.page.setInputFiles('input[type=file]', file('Schlagzeile;Kosten\nEins;19\nZwei;29\n'));
      const dialog = g.page.getByRole('dialog', { name: 'What is in these columns?' });
      await dialog.getByText('The first row names the columns').click();
      await g.expectAccessible();
      await dialog.getByRole('button', { name: /Schlagzeile is/ }).click();
      await g.page.getByRole('option', { name: 'Headline', exact: true }).click();
      await dialog.getByRole('button', { name: /Kosten is/ }).click();
      await g.page.getByRole('option', { name: 'Price', exact: true }).click();
      await dialog.getByRole('button', { name: 'Add 2 rows' }).click();
      await expect.poll(() => cell(2, 'Price').innerText()).toBe('29');
      await g.page.setInputFiles('input[type=file]', file(`Headline\n${'x\n'.repeat(1_000)}`));
      await g.page.getByText('A batch has 1,000 rows at most; these are 1,002.').waitFor();
      await g.page.setViewportSize({ width: 360, height: 740 });
      expect(await g.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    },
    PATIENCE_MS,
  );

  test(
    'who reloads a table that is filled is asked by the browser; who has emptied it is not',
    async () => {
      const questions: string[] = [];
      g.page.on('dialog', (dialog) => {
        questions.push(dialog.type());
        void dialog.accept();
      });
      await g.page.getByRole('button', { name: 'Empty the table' }).waitFor();
      await g.page.reload();
      expect(questions).toEqual(['beforeunload']);
      await cell(1, 'Headline').click();
      await g.page.keyboard.type('Typed');
      await g.page.keyboard.press('Enter');
      await g.page.getByRole('button', { name: 'Empty the table' }).click();
      await g.page.reload();
      expect(questions).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});
