import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { photo12 } from '@proofsheet/samples';
import { BROWSER, openBrowser } from '@proofsheet/testkit/browser';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newTemplate } from '../src/commands/new-template.ts';
import { studioServer } from '../src/server/serve.ts';
import { openStudio, type Studio } from '../src/server/studio.ts';
import { openVerdictDesk } from '../src/server/verdict-desk.ts';

describe.skipIf(!BROWSER)('in a browser', () => {
  let folder: string;
  let studio: Studio;
  let server: Awaited<ReturnType<typeof studioServer>>;
  let address: string;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-pages-'));
    await newTemplate('mine', { kind: 'THUMBNAIL', into: folder });
    await makePictures(path.join(folder, 'verdicts'));
    studio = await openStudio({ templatesDir: folder });
    server = await studioServer(studio, openVerdictDesk(path.join(folder, 'verdicts'), studio.render));
    address = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await studio?.close();
    await rm(folder, { recursive: true, force: true });
    expect(complaints).toEqual([]);
  });

  test('what is dropped is drawn by the templates with findings below, or refused in words; files and words are never markup', async () => {
    await page.goto(`${address}/#template=mine&kind=THUMBNAIL`);
    const picture = page.locator('.tile:not(.waiting):not(.stale) .frame img');
    const sample = await picture.getAttribute('src');
    const name = '<img src=x onerror=alert(1)>.jpg';
    const small = await sharp(photo12).resize(300).jpeg().toBuffer();
    await drop(page, [
      { name, bytes: small },
      { name: 'notes.txt', bytes: Buffer.from('no image') },
    ]);
    await page.locator('.brought img').waitFor();
    expect(await page.locator('.brought .name').textContent()).toBe(name);
    expect(await page.locator('.refused li').textContent()).toContain('notes.txt The file is of an unknown type');

    const finding = page.locator('figcaption li', { hasText: 'image upscaled' });
    await finding.waitFor();
    expect(await finding.textContent()).toMatch(/[\d.]+ times its own size, at most 2\.5$/);
    expect(await page.locator('.score').textContent()).toMatch(/^score 0\.\d\d = .*sharp 0\.\d\d/);
    const own = await picture.getAttribute('src');
    expect(own).not.toBe(sample);

    await page.selectOption('.brought select', 'BACKGROUND');
    await page.fill('[name=primary]', '#zzz');
    await page.locator('.colours .wrong').waitFor();
    await page.fill('[name=primary]', '#ff2e93');
    await page.locator('.colours .wrong').waitFor({ state: 'detached' });
    await expect
      .poll(() => studio.session.view())
      .toMatchObject({
        images: [{ name, role: 'BACKGROUND' }],
        brand: { primary: '#ff2e93' },
      });
    expect(await filesOf(studio)).not.toEqual([]);

    await page.click('.back');
    await soon(() => picture.getAttribute('src')).toBe(sample);
    expect(await filesOf(studio)).toEqual([]);
  });

  test('pictures are judged by keys: each verdict is kept at once, can be taken back, and the AUC is told', async () => {
    await page.goto(`${address}/verdicts`);
    const judged = page.locator('.progress span');
    const press = async (key: string, count: number) => {
      await page.keyboard.press(key);
      await soon(() => judged.textContent()).toBe(`${count} of 4 judged`);
    };
    await page.locator('.order li').first().waitFor();
    expect(await page.locator('.order ul').count()).toBe(0);
    await press('g', 1);
    await press('1', 2);
    expect(await page.locator('.auc').textContent()).toContain('1.000AUC, 1 pair');
    await press('g', 3);
    await press('2', 4);
    expect(await page.locator('.auc').textContent()).toContain('0.750AUC, 4 pairs');
    expect(await page.locator('.judgement tr', { hasText: 'subject cut' }).textContent()).toContain('01');
    const file = path.join(folder, 'verdicts/verdicts.jsonl');
    const said = async () =>
      (await readFile(file, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).verdict);
    expect(await said()).toEqual(['ok', 'crop', 'ok', 'colour']);
    await press('u', 3);
    expect(await said()).toEqual(['ok', 'crop', 'ok']);
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.order [aria-current] .ok').textContent()).toBe('publishable');
  });
});

/** On a busy machine, too. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

/** As a person drops files from a folder. */
async function drop(page: Page, files: readonly { name: string; bytes: Buffer }[]): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }));
  const transfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of ${JSON.stringify(given)})
      transfer.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name));
    return transfer;
  })()`);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Two orders of two pictures, the good ones with the scores 1 and 0.6, the others with 0.8 and 0.4. */
async function makePictures(into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const made = [1, 0.8, 0.6, 0.4].map((score, index) => ({
    ...{ tag: index < 2 ? 'chair' : 'shoe', variant: index % 2, format: 'youtube-thumbnail' },
    picture: {
      ...{ file: `${index}.jpg`, sha256: String(index).repeat(64), template: 'split', score },
      findings: index === 3 ? [{ code: 'subject_cut', severity: 'warning', value: 0.2 }] : [],
    },
  }));
  await writeFile(path.join(into, 'outputs.jsonl'), made.map((one) => `${JSON.stringify(one)}\n`).join(''));
  for (const { picture } of made) {
    const image = sharp({ create: { width: 640, height: 360, channels: 3, background: '#846' } });
    await image.jpeg().toFile(path.join(into, picture.file));
  }
}

function filesOf({ session }: Studio): Promise<string[]> {
  return readdir(session.folder);
}
