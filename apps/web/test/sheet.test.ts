import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createApiKey } from '@proofsheet/database';
import { sampleImages } from '@proofsheet/samples';
import { aGeneration } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

const COPY = { headline: "It's **the** „one“ $HOME `id`", subline: 'Zeile "zwei" \\n 日本' };
const FINDINGS = [
  {
    ...{ code: 'low_contrast', severity: 'error', value: 3.104, limit: 4.5 },
    message: 'The headline has a contrast of 3.10.',
    boxes: [{ x: 0.1, y: 0.2, width: 0.4, height: 0.3 }],
  },
  { code: 'image_left_out', severity: 'warning', value: 1, limit: 0, message: '1 of the given images are not shown.' },
  { code: 'of_a_later_version', severity: 'warning', value: 1, limit: 0, message: 'Something new.' },
];

describe.runIf(HAS_BROWSER)('a proof sheet', () => {
  let gallery: Gallery;
  let key: string;
  let id: string;
  beforeAll(async () => {
    gallery = await openGallery();
    ({ key } = await createApiKey(gallery.db, { userId: gallery.userId, name: 'shop' }));
    const form = new FormData();
    const mara = await readFile(sampleImages.find(({ name }) => name === 'mara')?.path ?? '');
    form.append('person', new Blob([new Uint8Array(mara)]), 'mara.jpg');
    const { assets } = await call('/v1/assets', { method: 'POST', body: form });
    ({ id } = await order({
      kind: 'THUMBNAIL',
      assets: [{ assetId: assets[0].id }],
      copy: COPY,
      variants: 3,
      seed: 7,
      metadata: { campaign: "Mara's" },
    }));
    await gallery.signIn();
  }, PATIENCE_MS);
  afterAll(() => gallery.close());

  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into.
  async function call(path: string, { headers = {}, ...init }: RequestInit = {}): Promise<any> {
    const answer = await fetch(gallery.at(path), { ...init, headers: { authorization: `Bearer ${key}`, ...headers } });
    expect(answer.ok, await answer.clone().text()).toBe(true);
    return answer.json();
  }

  function order(request: object) {
    const headers = { 'content-type': 'application/json' };
    return call('/v1/generations', { method: 'POST', headers, body: JSON.stringify(request) });
  }

  test(
    'findings stand in plain words, are marked on the picture and back, and have a remedy',
    async () => {
      const { page, db } = gallery;
      await page.goto(gallery.at(`/sheets/${id}`));
      await page.getByRole('link', { name: 'Download all' }).waitFor({ timeout: 120_000 });
      await sql`
        update "Output" set "report" = jsonb_set("report", '{findings}', ${JSON.stringify(FINDINGS)}::jsonb)
        where "generationId" = ${id} and "index" = 0`.execute(db);
      await page.reload();
      const list = page.getByRole('list', { name: 'Findings' }).first();
      await list.getByText('Headline contrast 3.1, under 4.5').waitFor();
      await list.getByText('Something new.').waitFor();
      const first = list.getByRole('listitem').first();
      const box = page.locator('.mark-box');
      expect(await box.count()).toBe(0);
      await first.getByRole('button', { name: 'Try other templates' }).focus();
      const mark = await box.boundingBox();
      const picture = await page.locator('.proof-picture').first().boundingBox();
      expect((mark?.width ?? 0) / (picture?.width ?? 1)).toBeCloseTo(0.4, 1);
      await page.getByRole('button', { name: 'Mark the findings on youtube-thumbnail' }).first().click();
      await page.locator('.mark-box').focus();
      await page.locator('.findings .pointed').waitFor();
      await gallery.expectAccessible();
    },
    PATIENCE_MS,
  );

  test(
    'some pictures are selected and come as one ZIP',
    async () => {
      const { page } = gallery;
      const boxes = page.getByRole('checkbox', { name: 'Select youtube-thumbnail' });
      await boxes.nth(0).press('Space');
      await boxes.nth(2).press('Space');
      await page.getByText('2 pictures selected').waitFor();
      // Each is told from the others by its name, too.
      const names = await boxes.evaluateAll((all) =>
        all.map((box) => (box as unknown as { ariaLabel: string }).ariaLabel),
      );
      expect(new Set(names).size).toBe(3);
      await page.getByRole('tab', { name: 'Compare' }).click();
      await page.getByText('Drag the line').waitFor();
      await page.getByRole('tab', { name: 'Proofs' }).click();
      await page.getByText('2 pictures selected').waitFor();
      // With Shift all in between.
      await page.getByRole('button', { name: 'Select none' }).click();
      const ticks = page.locator('.proof .check-mark');
      await ticks.nth(0).click();
      await ticks.nth(2).click({ modifiers: ['Shift'] });
      await page.getByText('3 pictures selected').waitFor();
      await ticks.nth(1).click();
      await page.getByText('2 pictures selected').waitFor();
      await gallery.expectAccessible();
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download selected' }).click();
      const zip = await readFile(await (await coming).path());
      const files = zip.toString('latin1').match(/00\d-youtube-thumbnail\.jpg/g);
      expect([...new Set(files)]).toEqual(['001-youtube-thumbnail.jpg', '003-youtube-thumbnail.jpg']);
      await page.getByRole('button', { name: 'Select none' }).click();
    },
    PATIENCE_MS,
  );

  test(
    'a picture is looked at closely, by keyboard alone',
    async () => {
      const { page } = gallery;
      await page.getByRole('button', { name: 'Look closely at youtube-thumbnail' }).first().press('Enter');
      await page.getByRole('dialog', { name: 'youtube-thumbnail, 1 of 3' }).waitFor();
      await page.keyboard.press('ArrowLeft');
      await page.getByRole('dialog', { name: '3 of 3' }).waitFor();
      await page.keyboard.press('+');
      await page.getByText('100 %').waitFor();
      await gallery.expectAccessible();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    PATIENCE_MS,
  );

  test(
    'the way back leads out of what is looked at closely, then to where somebody was on the page before',
    async () => {
      const { page } = gallery;
      const top = () => page.evaluate("document.querySelector('main').scrollTop");
      const wayBack = () => page.evaluate('history.back()');
      await page.setViewportSize({ width: 1280, height: 420 });
      await page.evaluate("document.querySelector('main').scrollTop = 200");
      const before = await top();
      expect(before).toBeGreaterThan(20);
      await page.getByRole('link', { name: 'Projects', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
      expect(await top()).toBe(0);
      await wayBack();
      await expect.poll(top).toBe(before);

      await page.getByRole('button', { name: 'Look closely at youtube-thumbnail' }).first().click();
      await page.getByRole('dialog').waitFor();
      const address = page.url();
      // Of the browser: it makes the page larger.
      await page.keyboard.press('Control+=');
      await page.getByText('Fits').waitFor();
      await wayBack();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => page.url()).toBe(address);
      expect(await top()).toBe(before);
      await page.setViewportSize({ width: 1280, height: 800 });
    },
    PATIENCE_MS,
  );

  test(
    'pictures are seen small, in their place, and two of them on each other',
    async () => {
      const { page } = gallery;
      await page.getByRole('tab', { name: 'As small as in a list' }).click();
      const small = page.getByRole('list', { name: 'On dark' }).getByRole('img', { name: /small$/ });
      await small.nth(2).waitFor();
      expect(await small.first().boundingBox()).toMatchObject({ width: 168, height: 94.5 });
      await gallery.expectAccessible();
      await page.getByRole('tab', { name: 'In its place' }).click();
      await page
        .getByRole('region', { name: 'In dark' })
        .getByRole('img', { name: /in a list$/ })
        .waitFor();
      await gallery.expectAccessible();
      await page.getByRole('tab', { name: 'Compare' }).click();
      const slider = page.getByRole('slider');
      await slider.focus();
      const before = await slider.getAttribute('aria-valuenow');
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(() => page.evaluate(`document.querySelector('[role=slider]').getAttribute('aria-valuenow') > ${before}`))
        .toBe(true);
      await gallery.expectAccessible();
      // The view stands in the address.
      await page.reload();
      await slider.waitFor();
      await page.getByRole('tab', { name: 'Proofs' }).click();
      await page.getByRole('link', { name: 'Download all' }).waitFor();
      expect(new URL(page.url()).search).toBe('');
      expect(gallery.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'the order as curl is taken by a shell as it is, and makes the same order',
    async () => {
      const { page } = gallery;
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Order as curl or JSON' }).click();
      await page.getByRole('button', { name: 'Copy curl' }).waitFor();
      await gallery.expectAccessible();
      const curl = await page.getByLabel('The order as curl').innerText();
      const script = `curl() { printf '%s\\0' "$@"; }\n${curl}`;
      const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script], { env: { PROOFSHEET_KEY: key } });
      const [url, , authorization, , , , body = ''] = stdout.split('\0');
      expect([url, authorization]).toEqual([gallery.at('/v1/generations'), `Authorization: Bearer ${key}`]);
      await page.getByRole('tab', { name: 'JSON' }).click();
      expect(await page.getByLabel('The order as JSON').innerText()).toBe(body);
      const was = await call(`/v1/generations/${id}`);
      const again = await order(JSON.parse(body));
      const made = ({ spec, seed, metadata }: typeof was) => ({ spec, seed, metadata });
      expect(made(again)).toEqual(made(was));
      // It may have been made by now.
      await call(`/v1/generations/${again.id}/cancel`, { method: 'POST' }).catch(() => undefined);
      await page.keyboard.press('Escape');
    },
    PATIENCE_MS,
  );

  test(
    'more like one picture is another order; what failed says why, what to do, and its code',
    async () => {
      const { page, db, userId } = gallery;
      await page.goto(gallery.at(`/sheets/${id}`));
      await page.getByRole('button', { name: 'More like youtube-thumbnail' }).first().click();
      await page.waitForURL((url) => url.pathname.startsWith('/sheets/') && !url.pathname.includes(id));
      const more = page.url().split('/').at(-1)?.replace(/#.*/, '');
      expect((await call(`/v1/generations/${more}`)).spec.like).toBeDefined();

      const failed = await aGeneration(db, { userId });
      const error = { code: 'no_template_fits', message: 'No template has room for 12 words.' };
      await sql`
        update "Generation" set "status" = 'FAILED', "finishedAt" = now(), "error" = ${JSON.stringify(error)}::jsonb
        where "id" = ${failed}`.execute(db);
      await page.goto(gallery.at(`/sheets/${failed}`));
      await page.getByText('No template has room for 12 words.').waitFor();
      await page.getByText(/Shorten the words/).waitFor();
      await page.getByRole('link', { name: 'no_template_fits' }).waitFor();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await gallery.expectAccessible();
    },
    PATIENCE_MS,
  );

  test(
    'a sheet on paper is whole, dark on white, and without what can only be pressed',
    async () => {
      const { page } = gallery;
      await page.goto(gallery.at(`/sheets/${id}`));
      await page.getByRole('tab', { name: 'Proofs' }).waitFor();
      await page.setViewportSize({ width: 1280, height: 300 });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const heading = page.getByRole('heading', { level: 1 });
      await expect.poll(() => heading.evaluate((one) => getComputedStyle(one).colorScheme)).toBe('light');
      expect(await page.getByRole('main').evaluate((main) => main.scrollHeight - main.clientHeight)).toBe(0);
      for (const pressed of ['tab', 'button', 'checkbox', 'navigation'] as const) {
        const seen = page.getByRole(pressed).filter({ visible: true, hasNot: page.getByRole('img') });
        expect([pressed, await seen.count()]).toEqual([pressed, 0]);
      }
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    },
    PATIENCE_MS,
  );

  test(
    'nothing of a sheet is wider than a phone',
    async () => {
      const { page } = gallery;
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(gallery.at(`/sheets/${id}`));
      for (const tab of ['Proofs', 'As small as in a list', 'In its place', 'Compare']) {
        await page.getByRole('tab', { name: tab }).click();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      }
    },
    PATIENCE_MS,
  );
});
