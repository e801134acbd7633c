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

/** Before a plain ground, so that it is cut out by itself, without a model. */
const ball = () =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="900" fill="#f4f4f2"/><circle cx="600" cy="450" r="260" fill="#a03020"/><circle cx="540" cy="390" r="120" fill="#c05a30"/></svg>',
    ),
  )
    .jpeg()
    .toBuffer();

/** Where the ball stands in a picture of the page. */
async function redBox(shown: Buffer) {
  const { data, info } = await sharp(shown).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [across, down]: [number[], number[]] = [[], []];
  for (let at = 0; at < data.length; at += 3) {
    if ((data[at] ?? 0) - (data[at + 2] ?? 0) < 60) continue;
    across.push((at / 3) % info.width);
    down.push(Math.floor(at / 3 / info.width));
  }
  const least = (places: readonly number[]) => places.reduce((one, other) => Math.min(one, other), Infinity);
  const most = (places: readonly number[]) => places.reduce((one, other) => Math.max(one, other), -Infinity);
  return { left: least(across), top: least(down), width: most(across) - least(across) + 1 };
}

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

describe.runIf(HAS_BROWSER)('images: uploads, and what is corrected by hand', () => {
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

  /** The alpha of the stored cut-out in the middle of the image; 0 beside it. */
  const alphaInMiddle = (id: string) =>
    gallery.page.evaluate(async (asset) => {
      const { analysis } = await (await fetch(`/v1/assets/${asset}`)).json();
      const answer = await fetch(`/v1/assets/${asset}/cutout`);
      if (!answer.ok) return undefined;
      const cutout = await createImageBitmap(await answer.blob());
      const { x, y, width, height } = analysis.cutout.bounds;
      const canvas = new OffscreenCanvas(cutout.width, cutout.height);
      const context = canvas.getContext('2d');
      context?.drawImage(cutout, 0, 0);
      const [left, top] = [((0.5 - x) / width) * cutout.width, ((0.5 - y) / height) * cutout.height];
      return context?.getImageData(Math.floor(left), Math.floor(top), 1, 1).data[3];
    }, id);

  test(
    'a stroke of the brush changes the cut-out; it is switched off, taken back, saved, and left behind only after a question',
    async () => {
      const { page, at } = gallery;
      await page.goto(at('/images'));
      await give([file('ball.jpg', 'image/jpeg', await ball())]);
      await page.getByText('One image is there').waitFor();
      await page.getByRole('row', { name: /ball\.jpg/ }).click();
      await page.getByRole('heading', { name: 'ball.jpg' }).waitFor();
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const stage = page.getByRole('application', { name: /^Cut-out/ });
      // The analysis is real, beside all other tests.
      await stage.waitFor({ timeout: 120_000 });
      await gallery.expectAccessible();
      expect(await alphaInMiddle(id)).toBe(255);

      await page.getByRole('radio', { name: 'Remove' }).click();
      await page.getByRole('textbox', { name: 'Size in pixels' }).fill('300');
      await page.keyboard.press('Enter');
      const { x, y, width, height } = (await stage.boundingBox()) ?? expect.fail('the stage is seen');
      const [middleX, middleY] = [x + width / 2, y + height / 2];
      const before = await page.screenshot();
      await page.mouse.move(middleX - 30, middleY);
      await page.mouse.down();
      await page.mouse.move(middleX + 30, middleY, { steps: 6 });
      await page.mouse.up();
      await page.getByText('Not saved yet').waitFor();
      expect((await page.screenshot()).equals(before)).toBe(false);
      await page.keyboard.press('Control+z');
      await page.getByText('Found by itself').waitFor();
      await page.keyboard.press('Control+Shift+z');

      await page.getByRole('link', { name: 'Pictures', exact: true }).click();
      const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
      await gallery.expectAccessible();
      await question.getByRole('button', { name: 'Stay' }).click();
      await page.getByRole('button', { name: 'Save the cut-out' }).click();
      await page.getByText('Drawn by hand').waitFor();
      expect(await alphaInMiddle(id)).toBe(0);
      await page.reload();
      await page.getByText('Drawn by hand').waitFor();

      // By keys alone: the brush stands in the middle, and adds.
      await stage.focus();
      await page.keyboard.press(']');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Save the cut-out' }).click();
      await expect.poll(() => alphaInMiddle(id)).toBe(255);

      await page.getByText('Use the cut-out').click();
      await page.getByText('Pictures show the whole photograph').waitFor();
      expect(await alphaInMiddle(id)).toBeUndefined();
      await page.getByText('Use the cut-out').click();
      await expect.poll(() => alphaInMiddle(id)).toBe(255);
      await page.getByRole('button', { name: 'Back to automatic' }).click();
      await page.getByText('Found by itself').waitFor();
      gallery.complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'two fingers move the image by as much as their middle, and enlarge it by as much as they part',
    async () => {
      const { page, context } = gallery;
      const stage = page.getByRole('application', { name: /^Cut-out/ });
      await page.getByRole('radio', { name: 'White' }).click();
      const { x, y, width, height } = (await stage.boundingBox()) ?? expect.fail('the stage is seen');
      const middle = [x + width / 2, y + height / 2] as const;
      const devtools = await context.newCDPSession(page);
      /** From beside the middle, at a distance from each other, to where the middle is moved and they lie further apart. */
      const fingers = async (by: readonly [number, number], apart: readonly [number, number]) => {
        const at = (share: number) => {
          const half = (apart[0] + (apart[1] - apart[0]) * share) / 2;
          const [left, top] = [middle[0] + by[0] * share, middle[1] + by[1] * share];
          return [-half, half].map((beside, id) => ({ id, x: left + beside, y: top }));
        };
        const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: ReturnType<typeof at>) =>
          devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
        await send('touchStart', at(0).slice(0, 1));
        await send('touchStart', at(0));
        for (const step of [0.2, 0.4, 0.6, 0.8, 1]) await send('touchMove', at(step));
        await send('touchEnd', []);
      };
      const fits = await redBox(await stage.screenshot());
      await fingers([0, 0], [80, 120]);
      const larger = await redBox(await stage.screenshot());
      expect(larger.width / fits.width).toBeCloseTo(1.5, 1);
      await fingers([30, 40], [100, 100]);
      const aside = await redBox(await stage.screenshot());
      expect(Math.abs(aside.width - larger.width)).toBeLessThanOrEqual(2);
      expect(Math.abs(aside.left - larger.left - 30)).toBeLessThanOrEqual(2);
      expect(Math.abs(aside.top - larger.top - 40)).toBeLessThanOrEqual(2);
      // The first finger lay there alone for a moment, and has drawn nothing.
      await page.getByText('Found by itself').waitFor();
      await devtools.detach();
    },
    PATIENCE_MS,
  );

  test(
    'the focus is moved by keys and kept; the role is changed; an image is deleted after a question',
    async () => {
      const { page } = gallery;
      await page.getByRole('tab', { name: 'Focus' }).click();
      const focus = page.getByRole('slider', { name: /^Focus/ });
      await focus.focus();
      await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Shift+ArrowUp');
      const placed = await focus.getAttribute('aria-valuetext');
      await page.getByText('Set by hand').waitFor();
      await gallery.expectAccessible();
      await page.reload();
      await page.getByRole('tab', { name: 'Focus' }).click();
      expect(await focus.getAttribute('aria-valuetext')).toBe(placed);
      await page.getByRole('button', { name: /What ball.jpg shows/ }).click();
      await page.getByRole('option', { name: 'Background' }).click();
      await page.getByRole('button', { name: 'Background What ball.jpg shows' }).waitFor();

      await page.getByRole('button', { name: 'Use in a picture' }).click();
      await page.getByRole('button', { name: 'Background What ball.jpg shows' }).waitFor();
      await page.goBack();
      await page.getByRole('button', { name: 'Delete' }).click();
      const question = page.getByRole('alertdialog', { name: 'Delete “ball.jpg”?' });
      await gallery.expectAccessible();
      await question.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('heading', { name: 'Images' }).waitFor();
      await expect.poll(() => page.getByRole('row', { name: /ball\.jpg/ }).count()).toBe(0);
      expect(gallery.complaints).toEqual([]);
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
