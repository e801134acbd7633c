import { once } from 'node:events';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DropItem } from 'react-aria-components';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { droppedFiles } from '../src/uploads/dropped-files.ts';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

test('of a folder all comes that can be read, in any depth; what cannot is told of as an empty file', async () => {
  const file = (name: string): DropItem => ({
    ...{ kind: 'file', name, type: 'image/png', getText: async () => name },
    getFile: async () => (name === 'moved.png' ? Promise.reject(new Error('gone')) : new File([name], name)),
  });
  const folder = (name: string, entries: readonly DropItem[], breaks = false): DropItem => ({
    ...{ kind: 'directory', name },
    async *getEntries() {
      yield* entries as never;
      if (breaks) throw new Error('no permission');
    },
  });
  const files = await droppedFiles([
    folder('shoot', [file('one.png'), file('moved.png'), file('.DS_Store'), folder('raw', [file('two.png')], true)]),
    file('three.png'),
  ]);
  expect(files.map(({ name, size }) => [name, size > 0])).toEqual([
    ['one.png', true],
    ['moved.png', false],
    ['two.png', true],
    ['raw/…', false],
    ['three.png', true],
  ]);
});

describe.runIf(HAS_BROWSER)('images: all of them, and uploads', () => {
  let gallery: Gallery;
  beforeAll(async () => {
    gallery = await openGallery();
    await gallery.signIn();
  });
  afterAll(() => gallery?.close());

  const file = (name: string, mimeType: string, buffer = Buffer.from('something')) => ({ name, mimeType, buffer });
  const picture = (background: string, width = 320) =>
    sharp({ create: { width, height: 240, channels: 3, background } })
      .png()
      .toBuffer();
  const give = (files: Parameters<Gallery['page']['setInputFiles']>[1]) =>
    gallery.page.locator('input[type=file]:not([capture])').setInputFiles(files);

  test(
    'many files go up with their progress; each refusal says what to do; the same file is taken once',
    async () => {
      const { page, at } = gallery;
      await page.goto(at('/images/of-nobody'));
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
      await gallery.expectAccessible();
      await page.goto(at('/images'));
      await page.getByText('Drop your first photographs here').waitFor();
      await gallery.expectAccessible();
      const whole = await picture('teal');
      await give([
        file('plain.png', 'image/png', whole),
        file('our-logo.png', 'image/png', await picture('navy')),
        file('IMG_1.HEIC', 'image/heic'),
        file('IMG_2.HEIC', 'image/heic'),
        file('page.pdf', 'application/pdf'),
        file('empty.jpg', 'image/jpeg', Buffer.alloc(0)),
        file('half.png', 'image/png', whole.subarray(0, whole.length - 60)),
        file('no-picture.jpg', 'image/jpeg'),
      ]);
      const folder = await mkdtemp(join(tmpdir(), 'proofsheet-images-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      await writeFile(join(folder, 'large.jpg'), '');
      await truncate(join(folder, 'large.jpg'), 50_000_001);
      await give(join(folder, 'large.jpg'));
      const refusals = page.getByRole('alert');
      await refusals.getByText('IMG_1.HEIC, IMG_2.HEIC: An iPhone’s HEIC is not taken', { exact: false }).waitFor();
      for (const told of [
        'Export the page',
        'wait until it is on this machine',
        'at most 50 are taken',
        'Open it, export it again',
      ])
        await refusals.getByText(told).waitFor();
      await refusals.getByText('no-picture.jpg:').waitFor();
      await page.getByText('2 images are there, 7 not').waitFor();
      await gallery.expectAccessible();

      await give([file('plain.png', 'image/png', await picture('red'))]);
      await page.getByText('3 images are there, 7 not').waitFor();
      await page.getByRole('button', { name: 'Logo What our-logo.png shows' }).waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      const cells = page.getByRole('grid', { name: 'Images' }).getByRole('row');
      await expect.poll(() => cells.count()).toBeGreaterThanOrEqual(3);
      await page.getByRole('radio', { name: 'Logos' }).click();
      await expect.poll(() => cells.count()).toBe(1);
      expect(new URL(page.url()).search).toBe('?role=LOGO');
      await gallery.expectAccessible();
      await page.goto(at('/images?role=HERO'));
      await expect.poll(() => cells.count()).toBeGreaterThanOrEqual(3);
      // As at four times its size: what stands above leaves the images enough to be seen.
      await page.setViewportSize({ width: 320, height: 256 });
      await cells.first().scrollIntoViewIfNeeded();
      await expect.poll(async () => (await page.locator('.grid').boundingBox())?.height).toBeGreaterThan(100);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      await page.setViewportSize({ width: 360, height: 360 });
      const top = () => page.evaluate("document.querySelector('.grid').scrollTop");
      // A click scrolls first until nothing covers what it hits.
      await page.evaluate(
        "addEventListener('click', () => { window.left = document.querySelector('.grid').scrollTop; }, true)",
      );
      await cells.last().click();
      await page.getByRole('grid', { name: 'Images' }).waitFor({ state: 'detached' });
      await page.evaluate('history.back()');
      await cells.last().waitFor();
      const left = await page.evaluate('window.left');
      expect(left).toBeGreaterThan(0);
      await expect.poll(top).toBe(left);
      await page.setViewportSize({ width: 1280, height: 800 });

      const byProxy = { status: 413, contentType: 'text/html', body: '<h1>Request Entity Too Large</h1>' };
      await page.route('**/v1/assets', (route) =>
        route.request().method() === 'POST' ? route.fulfill(byProxy) : route.continue(),
      );
      await give([file('by-proxy.png', 'image/png', await picture('red'))]);
      await page.getByText('larger than what stands before the server lets through').waitFor();
      await page.unroute('**/v1/assets');
      await page.getByRole('button', { name: 'Close' }).click();
      gallery.complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'an image that is dragged out of another page is fetched; what is none says why',
    async () => {
      const { page, at, complaints } = gallery;
      const other = createServer(async (request, answer) => {
        if (request.url === '/shoes/red.png') answer.end(await picture('crimson'));
        else answer.end('<h1>No picture</h1>');
      }).listen(0, '127.0.0.1');
      onTestFinished(() => void other.close());
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      await page.goto(at('/images'));
      await page.getByRole('heading', { level: 1, name: 'Images' }).waitFor();
      const list = ['# of a page', ...['red.png', 'page'].map((name) => `http://127.0.0.1:${port}/shoes/${name}`)];
      await page.locator('.images-page').evaluate((zone, text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/uri-list', text);
        for (const kind of ['dragenter', 'dragover', 'drop'])
          zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
      }, list.join('\r\n'));
      await page.getByText('One image is there, 1 not').waitFor();
      await page.getByRole('button', { name: /What red.png shows/ }).waitFor();
      await page.getByRole('alert').getByText('page:').waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'uploads go on while another page is looked at, and when a lost connection is back',
    async () => {
      const { page, at, context } = gallery;
      await page.goto(at('/images'));
      const held = Promise.withResolvers<void>();
      await page.route('**/v1/assets', async (route) => {
        if (route.request().method() === 'POST') await held.promise;
        await route.continue();
      });
      await give([file('slow.png', 'image/png', await picture('olive'))]);
      await page.getByRole('progressbar', { name: 'Uploading slow.png' }).waitFor();
      await page.getByRole('link', { name: 'Pictures', exact: true }).click();
      await page.getByRole('link', { name: /Uploading 1 of 1/ }).waitFor();
      held.resolve();
      await expect.poll(() => page.getByText('Uploading 1 of 1').count()).toBe(0);
      await page.unroute('**/v1/assets');
      await page.getByRole('link', { name: 'Images', exact: true }).click();
      await page.getByText('One image is there').waitFor();
      await page.getByRole('row', { name: /slow\.png/ }).waitFor();

      await context.setOffline(true);
      await give([file('later.png', 'image/png', await picture('plum'))]);
      await page.getByText('The connection broke off').waitFor();
      await page.getByRole('button', { name: 'Send later.png again' }).waitFor();
      await context.setOffline(false);
      await page.getByText('2 images are there').waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      gallery.complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test('nothing of the pages of images is wider than a phone', async () => {
    const { page, at } = gallery;
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(at('/images'));
    await page.getByRole('row').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.getByRole('row').first().click();
    await page.getByRole('application').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});
