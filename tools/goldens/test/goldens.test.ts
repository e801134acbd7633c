import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Mockup } from '@proofsheet/mockups';
import { openWorkbench, type TemplateSummary, type Workbench } from '@proofsheet/render/workbench';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { difference, isWithin } from '../src/difference.ts';
import { eachMockup } from '../src/each-mockup.ts';
import { allGoldenMockups, compareGolden, GOLDENS, goldenMockups, nameOf, updateGolden } from '../src/golden.ts';
import { HARD_COUNT, hardMockups } from '../src/hard-mockups.ts';
import { tableOf, trialReport } from '../src/report.ts';

let workbench: Workbench;
let templates: TemplateSummary[];
let folder: string;
beforeAll(async () => {
  workbench = await openWorkbench({ seconds: 30 });
  templates = (await workbench.load()).flatMap(({ summary }) => summary ?? []);
  folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-goldens-'));
});
afterAll(async () => {
  await workbench?.close();
  await rm(folder, { recursive: true, force: true });
});

const draw = (rect: string, quality = 84) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="#2b3a67"/>${rect}</svg>`;
  return sharp(Buffer.from(svg)).removeAlpha().webp({ quality }).toBuffer();
};
const word = (x: number, fill = '#ffd166') => `<rect x="${x}" y="60" width="90" height="24" fill="${fill}"/>`;

test('another encoding is within the tolerance; a word that moves, another colour and another size are not', async () => {
  const right = await draw(word(40));
  expect(isWithin(await difference(await draw(word(40), 88), right))).toBe(true);
  expect(isWithin(await difference(await draw(word(42)), right))).toBe(false);
  expect(isWithin(await difference(await draw(word(40, '#ffc233')), right))).toBe(false);
  expect(isWithin(await difference(await sharp(right).resize(300).webp().toBuffer(), right))).toBe(false);
});

test('a golden picture is the same when drawn again, and missing or changed where it is not that', async () => {
  const mockups = goldenMockups(
    templates.filter(({ name, kind }) => name === 'split' && kind === 'THUMBNAIL'),
    ['short', 'arabic'],
  );
  const [short, arabic] = mockups as [Mockup, Mockup];
  expect(await compareGolden(workbench, short, folder)).toEqual({ state: 'missing' });
  await updateGolden(workbench, short, folder);
  expect(await compareGolden(workbench, short, folder)).toEqual({ state: 'same' });
  await cp(path.join(folder, `${nameOf(short)}.webp`), path.join(folder, `${nameOf(arabic)}.webp`));
  expect(await compareGolden(workbench, arabic, folder)).toMatchObject({
    state: 'changed',
    how: expect.stringMatching(/^mean 0\.\d+/),
  });
});

test('hostile words render, or are refused with a reason, and are counted', async () => {
  const some = templates.filter(({ name, kind }) => name === 'split' && kind === 'THUMBNAIL');
  const rows = await trialReport(workbench, some, 4);
  expect(rows).toMatchObject([{ template: 'split', aspect: 'wide', asked: 15, crashes: [] }]);
  const [row] = rows;
  expect(row?.rendered).toBeGreaterThan(5);
  expect((row?.rendered ?? 0) + (row?.refused ?? 0)).toBe(15);
  expect(tableOf(rows)).toMatch(/thumbnail\/split +wide +15 +\d+ +\d+ +0/);
});

const kept = existsSync(GOLDENS) ? await readdir(GOLDENS) : [];

test('every hard scene has its golden pictures, in templates that there are', () => {
  const mockups = hardMockups(templates);
  expect(mockups).toHaveLength(HARD_COUNT);
  expect(mockups.filter(({ template, aspect }) => !template.classes.includes(aspect))).toEqual([]);
});

/** Each class of each template with one of the contents, in turn; `npm run goldens` compares all. */
test.skipIf(kept.length === 0)(
  'every template is what its golden pictures show: where a change is meant, npm run goldens -- --update [template]',
  async () => {
    const all = allGoldenMockups(templates);
    const mockups = all.filter((_, index) => index % 4 === Math.floor(index / 4) % 4);
    const compared = await eachMockup(mockups, async (mockup) => ({
      name: nameOf(mockup),
      ...(await compareGolden(workbench, mockup)),
    }));
    expect(compared.length).toBeGreaterThan(20);
    expect(compared.filter(({ state }) => state !== 'same')).toEqual([]);
  },
  // Its work is that of hundreds of pictures, beside other tests.
  400_000,
);
