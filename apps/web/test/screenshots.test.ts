import { createSignInLink } from '@proofsheet/database';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillGallery, NOW } from './filled-gallery.ts';
import { type FilledPages, fillPages, stopClockOfKeys } from './filled-pages.ts';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';
import { differencesOf } from './screens.ts';

/** Of the whole system, which other tests use meanwhile: where it stands is approved, what it says is not. */
const CHANGING =
  '.sparkline, .rate b, .facts-table td { visibility: hidden } [aria-labelledby="failures"], [aria-labelledby="search"] .scrolled { display: none }';

describe.runIf(HAS_BROWSER)('pages look as they were approved', () => {
  let gallery: Gallery;
  let page: Page;
  let sheet: string;
  let pages: FilledPages;

  beforeAll(async () => {
    gallery = await openGallery();
    ({ page } = gallery);
    await page.clock.setFixedTime(NOW);
    // The other pages come while a browser is idle, which this one never is: each is seen in the styles that it brings itself.
    await page.addInitScript('window.requestIdleCallback = () => 0');
    sheet = await fillGallery(gallery);
    pages = await fillPages(gallery);
  }, PATIENCE_MS);
  afterAll(() => gallery?.close());

  async function expectApproved(name: string, path: string, seen: string, hidden = ''): Promise<void> {
    await page.goto(gallery.at(path));
    await page.getByText(seen).first().waitFor();
    expect(await differencesOf(page, name, hidden)).toEqual([]);
  }

  test('before anybody is signed in', () => expectApproved('sign-in', '/sign-in', 'API key'), PATIENCE_MS);

  test(
    'a review, as a guest sees it',
    () => expectApproved('review', pages.review, 'Approve or reject each picture'),
    PATIENCE_MS,
  );

  test(
    'all pictures, and the proof sheet of an order',
    async () => {
      await gallery.signIn();
      await expectApproved('pictures', '/', 'Pictures');
      await expectApproved('sheet', `/sheets/${sheet}`, 'I tried everything');
    },
    PATIENCE_MS,
  );

  test(
    'a picture that a busy server did not bring comes a little later, by itself',
    async () => {
      let asked = 0;
      const pictures = '**/v1/outputs/*/content*';
      await gallery.context.route(pictures, (route) => {
        asked += 1;
        return asked > 1 ? route.fallback() : route.fulfill({ status: 503 });
      });
      await page.goto(gallery.at(`/sheets/${sheet}`));
      await expect.poll(() => page.locator('.proof .shown').count()).toBe(4);
      expect(asked).toBe(5);
      await gallery.context.unroute(pictures);
    },
    PATIENCE_MS,
  );

  test('an order', () => expectApproved('create', '/create', 'Headline'), PATIENCE_MS);

  test(
    'a project, and all projects',
    async () => {
      await expectApproved('projects', '/projects', 'Spring sale');
      await expectApproved('project', `/projects/${pages.project}`, 'Spring sale');
    },
    PATIENCE_MS,
  );

  test(
    'images, and the cut-out of one',
    async () => {
      await expectApproved('images', '/images', 'Product');
      // It is really analysed, beside all other tests.
      await page.goto(gallery.at(`/images/${pages.image}`));
      await page.getByRole('application', { name: /^Cut-out/ }).waitFor({ timeout: 120_000 });
      await expectApproved('image', `/images/${pages.image}`, 'Found by itself');
    },
    PATIENCE_MS,
  );

  test(
    'many at once, and what became of them',
    async () => {
      await expectApproved('batch', '/batch', 'Earlier batches');
      await expectApproved('batch-progress', `/batches/${pages.batch}`, '2 of 3 are ready');
    },
    PATIENCE_MS,
  );

  test(
    'webhooks, and keys',
    async () => {
      await expectApproved('webhooks', '/webhooks', 'shop.example');
      await stopClockOfKeys(gallery);
      await expectApproved('keys', '/keys', 'Shop');
    },
    PATIENCE_MS,
  );

  test(
    'what operators see',
    async () => {
      const link = await createSignInLink(gallery.db, { userId: gallery.userId, minutes: 5, operator: true });
      await page.goto('about:blank');
      await page.goto(gallery.at(`/sign-in#enter=${link}`));
      await page.getByRole('heading', { level: 1, name: 'Pictures' }).waitFor();
      await expectApproved('operators', '/operators', 'thumbnail', CHANGING);
    },
    PATIENCE_MS,
  );
});
