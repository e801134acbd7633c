import { readFile } from 'node:fs/promises';
import { createSignInLink } from '@proofsheet/database';
import { sampleImages } from '@proofsheet/samples';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

describe.runIf(HAS_BROWSER)('the gallery in a browser', () => {
  let gallery: Gallery;
  let page: Page;
  let complaints: string[];
  const at = (path: string) => gallery.at(path);
  const expectAccessible = () => gallery.expectAccessible();

  beforeAll(async () => {
    gallery = await openGallery();
    ({ page, complaints } = gallery);
  });
  afterAll(() => gallery?.close());

  test(
    'who is not signed in is asked for a key; a wrong one is told; a link signs in, and no script gets at the session',
    async () => {
      await page.goto(at('/create'));
      await page.getByLabel('API key').fill('ps_wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('The key is not known').waitFor();
      await expectAccessible();
      // What the browser itself says of the two refusals.
      expect(complaints.splice(0).every((line) => line.includes('401'))).toBe(true);

      // On the page that is open: nothing of its address changes that a server sees.
      const token = await createSignInLink(gallery.db, { userId: gallery.userId, minutes: 5 });
      await page.goto(at('/sign-in'));
      await page.getByLabel('API key').waitFor();
      await page.goto(at(`/sign-in#enter=${token}`));
      await page.getByRole('heading', { name: 'Your first picture is a minute away' }).waitFor();
      expect(page.url()).toBe(at('/'));
      await expectAccessible();
      expect(await page.evaluate('document.cookie')).toBe('');
      expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('ps_');
      await page.goto('about:blank');
      await page.goto(at(`/sign-in#enter=${token}`));
      await page.getByText('The link was used already').waitFor();
      await page.getByRole('link', { name: 'Go on to all pictures' }).click();
      await page.getByRole('heading', { name: 'Your first picture is a minute away' }).waitFor();
      await page.goto(at('/sign-in'));
      await page.getByText(`This browser is signed in as ${gallery.userId}.`).waitFor();
      await expectAccessible();
      await page.getByRole('link', { name: 'Go on to all pictures' }).click();
      await page.getByRole('heading', { name: 'Your first picture is a minute away' }).waitFor();
      const [cookie] = await gallery.context.cookies();
      expect(cookie).toMatchObject({ name: 'proofsheet_session', httpOnly: true, sameSite: 'Strict' });
      complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'images and words become a proof sheet that fills in by itself; a favourite stays one; a picture is downloaded',
    async () => {
      await page.getByRole('link', { name: 'Create pictures' }).click();
      const mara = sampleImages.find(({ name }) => name === 'mara')?.path ?? '';
      const heic = { name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: Buffer.from('ftypheic') };
      await page.setInputFiles('input[type=file]', mara);
      await page.setInputFiles('input[type=file]', heic);
      await page.getByText('Most Compatible').waitFor();
      await page.getByRole('button', { name: 'Remove IMG_1.HEIC' }).click();
      await page.getByRole('button', { name: /^Person What mara/ }).waitFor();
      // What is found to be damaged only when it is there is told, too, and is no part of the order.
      const whole = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'teal' } })
        .png()
        .toBuffer();
      await page.setInputFiles('input[type=file]', {
        name: 'logo.png',
        mimeType: 'image/png',
        buffer: whole.subarray(0, whole.length - 60),
      });
      await page.getByText('The file is damaged').waitFor();
      await page.getByLabel('Headline').fill('x'.repeat(81));
      await page.getByText('At most 80 characters.').waitFor();
      await page.getByLabel('Headline').fill('I tried **everything**');
      await page.getByRole('img', { name: 'Preview of youtube-thumbnail' }).waitFor();
      await page.getByRole('slider', { name: 'Proofs' }).fill('2');
      await expectAccessible();
      await page.getByRole('button', { name: 'Make 2 proofs' }).click();

      await page.getByRole('heading', { name: 'I tried everything' }).waitFor();
      await page.getByRole('link', { name: 'Download all' }).waitFor({ timeout: 120_000 });
      const proofs = page.getByRole('img', { name: 'youtube-thumbnail, 1280 by 720 pixels' });
      await expect.poll(() => proofs.count()).toBe(2);
      await expect
        .poll(() => proofs.last().evaluate((image: { naturalWidth: number }) => image.naturalWidth))
        .toBeGreaterThan(300);
      await expectAccessible();

      const favourite = page.getByRole('button', { name: 'Favourite youtube-thumbnail' }).first();
      const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
      await favourite.click();
      await kept;
      await page.reload();
      await expect.poll(() => favourite.getAttribute('aria-pressed')).toBe('true');

      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download youtube-thumbnail' }).first().click();
      const file = await (await coming).path();
      expect(await sharp(await readFile(file)).metadata()).toMatchObject({ width: 1280, height: 720 });
    },
    PATIENCE_MS,
  );

  test(
    'a key is made, works, is shown once, and is revoked after a question',
    async () => {
      await page.getByRole('button', { name: 'Account' }).focus();
      await page.keyboard.press('Enter');
      await expectAccessible();
      await page.keyboard.type('ke');
      await page.keyboard.press('Enter');
      await page.getByText('this browser').waitFor();
      await page.getByLabel('A new key for').fill('Läden <b>');
      await page.getByRole('button', { name: 'Make a key' }).click();
      const key = await page.locator('code').innerText();
      const ask = async () => (await fetch(at('/v1/me'), { headers: { authorization: `Bearer ${key}` } })).status;
      expect(await ask()).toBe(200);
      await expectAccessible();
      await page.reload();
      await page.getByRole('button', { name: 'Revoke Läden <b>' }).click();
      const question = page.getByRole('alertdialog', { name: 'Revoke “Läden <b>”?' });
      await expectAccessible();
      await question.getByRole('button', { name: 'Revoke' }).click();
      await question.waitFor({ state: 'detached' });
      await expect.poll(() => page.getByText('Läden <b>').count()).toBe(0);
      expect(await ask()).toBe(401);
      expect(complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'all pictures stand in rows, by keyboard too; filters are in the address; signing out ends it in every tab',
    async () => {
      await page.getByRole('link', { name: 'Pictures', exact: true }).first().click();
      const grid = page.getByRole('grid', { name: 'Pictures' });
      await expect.poll(() => grid.getByRole('row').count()).toBe(2);
      await expectAccessible();
      await page.getByRole('button', { name: 'Favourites' }).click();
      await expect.poll(() => grid.getByRole('row').count()).toBe(1);
      expect(new URL(page.url()).search).toBe('?favourite=true');
      await page.reload();
      await expect.poll(() => grid.getByRole('row').count()).toBe(1);
      await page.getByRole('radio', { name: 'Ads' }).click();
      await page.getByText('No picture is like this.').waitFor();
      await page.getByRole('link', { name: 'Show all' }).click();
      await grid.getByRole('img').first().waitFor();
      for (const pressed of [{ modifiers: ['ControlOrMeta'] }, { button: 'middle' }] as const) {
        const opening = gallery.context.waitForEvent('page');
        await grid.getByRole('row').first().click(pressed);
        const tab = await opening;
        await tab.getByRole('heading', { name: 'I tried everything' }).waitFor();
        await tab.close();
        expect(new URL(page.url()).pathname).toBe('/');
      }
      await grid.getByRole('row').first().focus();
      await page.keyboard.press('ArrowRight');
      expect(await page.evaluate('document.activeElement.ariaRowIndex')).toBe('2');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'I tried everything' }).waitFor();
      expect(await page.locator('.chosen').getAttribute('id')).toBe(new URL(page.url()).hash.slice(1));
      await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content');
      expect(complaints).toEqual([]);

      const other = await gallery.context.newPage();
      await other.goto(at('/sheets/none'));
      await other.getByText('There is no such page').waitFor();
      await other.getByRole('link', { name: 'Create', exact: true }).click();
      await other.getByRole('textbox', { name: 'Headline' }).fill('Left behind');
      await other.getByRole('button', { name: 'Account' }).click();
      await other.getByRole('menuitem', { name: 'Sign out' }).click();
      await other.getByLabel('API key').waitFor();
      expect(await other.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('Left behind');
      // It did not end by itself.
      await other.goBack();
      await other.waitForURL(/next=/);
      expect(await other.getByText('Your session has ended').count()).toBe(0);
      // The page that is open elsewhere notices by itself.
      await page.getByLabel('API key').waitFor();
      expect(await gallery.context.cookies()).toEqual([]);
      await other.close();
      await page.goto(at('/'));
      await page.getByLabel('API key').waitFor();
    },
    PATIENCE_MS,
  );

  test('nothing of a page is wider than a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['/sign-in', '/nowhere']) {
      await page.goto(at(path));
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    }
  });
});
