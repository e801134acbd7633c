import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillGallery, NOW } from './filled-gallery.ts';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';
import { differencesOf } from './screens.ts';

describe.runIf(HAS_BROWSER)('pages look as they were approved', () => {
  let gallery: Gallery;
  let page: Page;
  let sheet: string;

  beforeAll(async () => {
    gallery = await openGallery();
    ({ page } = gallery);
    await page.clock.setFixedTime(NOW);
    sheet = await fillGallery(gallery);
  });
  afterAll(() => gallery?.close());

  async function expectApproved(name: string, path: string, seen: string): Promise<void> {
    await page.goto(gallery.at(path));
    await page.getByText(seen).first().waitFor();
    expect(await differencesOf(page, name)).toEqual([]);
  }

  test('before anybody is signed in', () => expectApproved('sign-in', '/sign-in', 'API key'), PATIENCE_MS);

  test(
    'all pictures, and the proof sheet of an order',
    async () => {
      await gallery.signIn();
      await expectApproved('pictures', '/', 'Pictures');
      await expectApproved('sheet', `/sheets/${sheet}`, 'I tried everything');
    },
    PATIENCE_MS,
  );

  test('an order', () => expectApproved('create', '/create', 'Headline'), PATIENCE_MS);
});
