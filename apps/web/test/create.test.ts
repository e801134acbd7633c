// Longer than a file should be: all of its tests share one form, and the ways to fill and to order it.

import type { GenerationRequest, GenerationWithOutputs } from '@proofsheet/client';
import { sampleImages } from '@proofsheet/samples';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

const WORDS = {
  German: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenverkaufsausstellungseröffnung',
  Arabic: 'عرض خاص لفترة محدودة على جميع منتجات العناية بالبشرة في متاجرنا كلها',
  Japanese: '期間限定の特別セールで人気の商品がすべてお買い得になる週末をお見逃しなく',
};

describe.runIf(HAS_BROWSER)('the page where an order is written', () => {
  let gallery: Gallery;
  let page: Page;
  let orders = 0;

  beforeAll(async () => {
    gallery = await openGallery();
    ({ page } = gallery);
    await gallery.signIn();
  });
  afterAll(() => gallery?.close());

  /** As the page asks, by its session. */
  const ask = <Answer>(path: string, method = 'GET', body?: unknown): Promise<Answer> =>
    page.evaluate(
      async ([address, verb, json]) => {
        const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
        const sent = json === undefined ? { method: verb } : { method: verb, headers, body: JSON.stringify(json) };
        const answer = await fetch(address as string, sent);
        return answer.status === 204 ? null : answer.json();
      },
      [path, method, body],
    ) as Promise<Answer>;

  /** Anew: what was written before is forgotten with the tab. */
  const open = async (search = '') => {
    await page.evaluate('sessionStorage.clear()');
    await page.goto(gallery.at(`/create${search}`));
    await page.getByRole('heading', { level: 1, name: 'Create' }).waitFor();
  };
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const fold = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });
  const widest = () => page.evaluate('document.documentElement.scrollWidth');

  /** A picture, with words where they are given, and who takes it. */
  const pasted = (into: Locator, text?: string) =>
    into.evaluate((target, words) => {
      const data = new DataTransfer();
      data.items.add(new File(['cells'], 'cells.png', { type: 'image/png' }));
      if (words) data.setData('text/plain', words);
      const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      return target.dispatchEvent(paste) ? 'by the field' : 'by the page';
    }, text);
  /** Whether the browser would leave the page for a file that is dropped where nothing takes it. */
  const dropBeside = () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['film'], 'film.mp4'));
    const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    return document.querySelector('h1')?.dispatchEvent(drop);
  };

  /** The order that the button sends; cancelled, because nobody looks at its pictures. */
  async function ordered(button: string): Promise<GenerationWithOutputs> {
    // Twice, before the page is drawn anew.
    await page.getByRole('button', { name: button }).evaluate((one: { click(): void }) => {
      one.click();
      one.click();
    });
    await page.waitForURL(/\/sheets\//);
    orders += 1;
    expect((await ask<{ items: object[] }>('/v1/generations')).items).toHaveLength(orders);
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await ask(`/v1/generations/${id}/cancel`, 'POST');
    return ask(`/v1/generations/${id}`);
  }

  test(
    'all that the form has is ordered: words, the parts of an offer, formats by keyboard, a size of one’s own, seed',
    async () => {
      await open();
      await page.getByText('Ads', { exact: true }).click();
      await field('Headline').fill('The **chair** for 8 hours');
      await field('Subline').fill('Delivered by Friday');
      await field('Button').fill('Shop now');
      await fold('Offer').click();
      await field('Price').fill('from €249/mo');
      await field('Old price').fill('€299');
      await field('Badge').fill('−30 %');
      await field('Coupon code').fill('SAVE10');
      await field('Before the code').fill('Code');
      await field('Stars').fill('4.8');
      await field('How many').fill('1204');
      await field('Of what').fill('reviews');
      await field('Legal line').fill('Until stocks last.');
      await field('QR code').fill('https://shop.example');
      await fold('More words').click();
      await field('Point 1').fill('Soft');
      await page.getByRole('button', { name: 'Add a point' }).click();
      await field('Point 2').fill('Light');
      await field('First label').fill('Before');
      await field('Second label').fill('After');
      await field('Who says it').fill('Mara');
      await field('Language').fill('en-GB');
      await page.getByRole('button', { name: 'None', exact: true }).click();
      await fold('Google Display').click();
      await page.getByRole('option', { name: '300 × 50', exact: true }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Space');
      await field('Width').fill('640');
      await field('Height').fill('360');
      await field('At most, kB').fill('90');
      await page.getByRole('button', { name: 'Add this size' }).click();
      await page.getByRole('slider', { name: 'Proofs' }).fill('1');
      await page.getByText('3 formats × 1 proof = 3 pictures').waitFor();
      await fold('More').last().click();
      await field('Seed').fill('42');
      await page.getByText('Only pictures without a serious fault').click();
      await page.getByText('Leave out what cannot be made').click();
      await gallery.expectAccessible();

      const { kind, seed, spec } = await ordered('Make 3 pictures');
      expect({ kind, seed, ...spec }).toMatchObject({
        ...{ kind: 'AD', seed: 42, variants: 1, strict: true, onOutputError: 'skip', mediaType: 'image/jpeg' },
        formats: ['google-300x50', 'google-320x50', { width: 640, height: 360, maxBytes: 90_000 }],
        copy: {
          ...{ headline: 'The **chair** for 8 hours', subline: 'Delivered by Friday', button: 'Shop now' },
          ...{ price: 'from €249/mo', oldPrice: '€299', badge: '−30 %', legal: 'Until stocks last.' },
          coupon: { code: 'SAVE10', label: 'Code' },
          rating: { value: 4.8, of: 5, count: 1204, label: 'reviews' },
          ...{ qr: 'https://shop.example', points: ['Soft', 'Light'], labels: ['Before', 'After'] },
          ...{ author: 'Mara', locale: 'en-GB' },
        },
      });
      await open();
      expect(await field('Headline').inputValue()).toBe('');
    },
    PATIENCE_MS,
  );

  test(
    'the preview shows every shape in its place before it is drawn, however many; a composition is pinned for it',
    async () => {
      await open();
      await page.getByText('Ads', { exact: true }).click();
      const story = page.getByRole('figure', { name: /Story/ });
      await story.waitFor();
      const place = await story.boundingBox();
      await field('Headline').fill('Sit well');
      await page.getByRole('img', { name: 'Preview of story' }).waitFor();
      expect(await story.boundingBox()).toEqual(place);
      await page.getByRole('button', { name: 'Everything' }).click();
      await page.getByText('35 formats × 4 proofs = 140 pictures').waitFor();
      await expect
        .poll(() => page.getByRole('img', { name: /^Preview of/ }).count(), { timeout: PATIENCE_MS })
        .toBe(35);
      await page.getByRole('region', { name: 'Preview' }).focus();
      await page.keyboard.press('End');
      await expect
        .poll(async () => (await page.getByRole('figure').last().boundingBox())?.y)
        .toBeLessThan(page.viewportSize()?.height ?? 0);
      await page.getByRole('slider', { name: 'Proofs' }).fill('5');
      await page.getByText('at most 160 are made').waitFor();
      await page.getByRole('button', { name: 'Make 175 pictures' }).click();
      await page.getByText('choose fewer formats or proofs').first().waitFor();
      await page.getByRole('button', { name: 'Standard' }).click();

      await page.getByRole('button', { name: 'Pin one' }).click();
      const dialog = page.getByRole('dialog', { name: 'Compositions' });
      // Nobody has given it pictures, so those that need some do not fit, and say so.
      await dialog
        .getByRole('option', { name: 'Lineup' })
        .getByText(/needs|shows/i)
        .waitFor();
      await gallery.expectAccessible();
      await dialog.getByLabel('Search').fill('type alone');
      await dialog.getByRole('option', { name: 'Poster' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('slider', { name: 'Proofs' }).fill('2');
      const { spec } = await ordered('Make 6 pictures');
      expect(spec).toMatchObject({ template: 'poster', formats: ['landscape', 'square', 'story'] });
    },
    PATIENCE_MS,
  );

  test(
    'what is wrong stands at its field, counted as the server counts; a closed part opens for it',
    async () => {
      await open();
      await page.getByRole('button', { name: 'Make 4 proofs' }).click();
      await page.getByText('Write a headline first.').first().waitFor();
      await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('');
      await field('Headline').fill('🙂'.repeat(80));
      await page.getByText('80/80').waitFor();
      await field('Headline').fill(`${'🙂'.repeat(80)}x`);
      const previewed: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/v1/previews')) previewed.push(request.postDataJSON().copy.headline);
      });
      await field('Headline').fill('x'.repeat(81));
      await page.getByText('At most 80 characters.').first().waitFor();
      // Longer than it takes until what is typed is drawn.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await field('Headline').fill('Sit well');
      await expect.poll(() => previewed).toEqual(['Sit well']);
      await fold('More words').click();
      await field('Language').fill('no language');
      await fold('More words').click();
      await page.getByRole('button', { name: 'Make 4 proofs' }).click();
      await page.getByText('Must be a locale', { exact: false }).first().waitFor();
      await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('no language');
      await field('Language').fill('');
      await field('First label').fill('Before');
      await page.getByRole('button', { name: 'Make 4 proofs' }).click();
      await page.getByText('Both sides need words.').first().waitFor();
      await gallery.expectAccessible();
      await page.reload();
    },
    PATIENCE_MS,
  );

  test(
    'a draft stays while another page is looked at; an earlier order fills the form, and tells what has been deleted since',
    async () => {
      await open();
      await field('Headline').fill('Half a thou');
      await page.reload();
      await expect.poll(() => field('Headline').inputValue()).toBe('Half a thou');
      expect(await pasted(field('Headline'), 'Copied of a spreadsheet')).toBe('by the field');
      expect(await pasted(page.getByRole('heading', { level: 1 }))).toBe('by the page');
      await page.getByRole('button', { name: 'Remove cells.png' }).click();
      expect(await page.evaluate(dropBeside)).toBe(false);
      await page.getByRole('link', { name: 'Pictures', exact: true }).first().click();
      await page.getByRole('link', { name: 'Create', exact: true }).click();
      expect(await field('Headline').inputValue()).toBe('Half a thou');

      const chair = sampleImages.find(({ name }) => name === 'mara')?.path ?? '';
      await page.setInputFiles('input[type=file]', chair);
      await page.getByRole('button', { name: /What mara/ }).waitFor();
      const uploaded = async () => (await ask<{ items: { id: string }[] }>('/v1/assets')).items;
      await expect.poll(async () => (await uploaded()).length, { timeout: PATIENCE_MS }).toBe(1);
      const [image] = await uploaded();
      const order: GenerationRequest = {
        kind: 'AD',
        assets: [{ assetId: image?.id ?? '', role: 'PRODUCT' }],
        copy: { headline: 'Sit well', price: '€249', points: ['Soft', 'Light'] },
        formats: ['meta-reel', { width: 640, height: 360 }],
        variants: 3,
        mediaType: 'image/webp',
      };
      const earlier = await ask<{ id: string }>('/v1/generations', 'POST', order);
      await ask(`/v1/generations/${earlier.id}/cancel`, 'POST');

      await open(`?from=${earlier.id}`);
      await page.getByText('2 formats × 3 proofs = 6 pictures').waitFor();
      expect(await field('Headline').inputValue()).toBe('Sit well');
      await page.getByText('€249').waitFor();
      await page.getByText('mara', { exact: false }).first().waitFor();
      expect(new URL(page.url()).search).toBe('');

      await ask(`/v1/assets/${image?.id}?force=true`, 'DELETE');
      await page.getByRole('button', { name: 'Make 6 pictures' }).click();
      await page.getByText('has been deleted since, and is left out now').waitFor();
      await page.getByText('It has been deleted since.').waitFor();
      await open(`?from=${earlier.id}`);
      await page.getByText('One image of that order has been deleted since.').waitFor();
      expect(await field('Headline').inputValue()).toBe('Sit well');
    },
    PATIENCE_MS,
  );

  test(
    'an order that is answered late leads nobody away, and leaves what has been written since',
    async () => {
      await open();
      await field('Headline').fill('On a slow network');
      const held = Promise.withResolvers<void>();
      await page.route(
        ({ pathname, search }) => pathname === '/v1/generations' && search === '',
        async (route) => {
          if (route.request().method() === 'POST') await held.promise;
          await route.continue();
        },
      );
      const asked = page.waitForResponse((one) => one.url().endsWith('/v1/generations') && one.status() === 202);
      await page.getByRole('button', { name: 'Make 4 proofs' }).click();
      await page.getByRole('button', { name: 'Sending …' }).waitFor();
      await field('Subline').fill('Another one meanwhile');
      await page.getByRole('link', { name: 'Projects', exact: true }).first().click();
      await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
      held.resolve();
      const { id } = await (await asked).json();
      orders += 1;
      // As long as leading there takes, and more.
      await page.waitForTimeout(1_000);
      expect(new URL(page.url()).pathname).toBe('/projects');
      await page.unrouteAll();
      await ask(`/v1/generations/${id}/cancel`, 'POST');
      await page.getByRole('link', { name: 'Create', exact: true }).click();
      expect(await field('Subline').inputValue()).toBe('Another one meanwhile');
    },
    PATIENCE_MS,
  );

  test(
    'long words of any script, and many shapes, fit a phone',
    async () => {
      await page.setViewportSize({ width: 360, height: 740 });
      await open();
      await page.getByText('Ads', { exact: true }).click();
      for (const text of Object.values(WORDS)) {
        await field('Headline').fill(text);
        await field('Subline').fill(text);
        await page.locator('#preview[aria-busy=false]').waitFor();
        expect(await widest()).toBeLessThanOrEqual(360);
      }
      await page.getByRole('button', { name: 'Everything' }).click();
      await page.getByRole('figure').nth(34).waitFor();
      // Turned, and back: what has been wide fits again.
      const top = async () => (await page.getByRole('figure').first().boundingBox())?.width;
      const upright = await top();
      await page.setViewportSize({ width: 740, height: 360 });
      await expect.poll(async () => (await page.getByRole('figure').nth(4).boundingBox())?.x).toBeGreaterThan(360);
      await page.setViewportSize({ width: 360, height: 740 });
      await expect.poll(top).toBe(upright);
      expect(await widest()).toBeLessThanOrEqual(360);
      for (const figure of await page.getByRole('figure').all()) {
        const { x = 0, width = 0 } = (await figure.boundingBox()) ?? {};
        expect(x + width).toBeLessThanOrEqual(360);
      }
      await gallery.expectAccessible();
    },
    PATIENCE_MS,
  );
});
