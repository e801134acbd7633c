import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Proofsheet } from '@proofsheet/client';
import { createApiKey } from '@proofsheet/database';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

/** Of one word that no phone has room for. */
const FOR_WHOM = 'Frühjahrsschuhkollektionsvorbesprechungsteilnehmerinnen';

interface Told {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into events of every shape
  readonly data: any;
}

describe.runIf(HAS_BROWSER)('a proof sheet that is shared', () => {
  let g: Gallery;
  let client: Proofsheet;
  let generationId: string;
  let receiver: Server;
  let context: BrowserContext;
  let reviewer: Page;
  let address: string;
  const told: Told[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    g = await openGallery();
    const { key } = await createApiKey(g.db, { userId: g.userId, name: 'test' });
    client = new Proofsheet({ baseUrl: g.api, apiKey: key });
    receiver = createServer(async (request, response) => {
      told.push(JSON.parse(await text(request)));
      response.writeHead(204).end();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
    await client.call({
      method: 'POST',
      path: '/v1/webhooks',
      json: { url, events: ['review.decided', 'review.commented'] },
    });
    const ended = await client.generations.run({
      kind: 'THUMBNAIL',
      copy: { headline: 'Look **closely**' },
      variants: 2,
    });
    generationId = ended.id;
    await g.signIn();
    // Of somebody else: nothing of the owner's browser is in it.
    context = (await g.context.browser()?.newContext({ viewport: { width: 1280, height: 800 } })) ?? expect.fail();
    reviewer = await context.newPage();
    reviewer.setDefaultTimeout(30_000);
    reviewer.on('request', (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`));
    reviewer.on('console', (line) => line.type() === 'error' && g.complaints.push(line.text()));
    reviewer.on('pageerror', (error) => g.complaints.push(error.message));
  }, PATIENCE_MS);
  afterAll(async () => {
    receiver?.close();
    await g?.close();
  });

  /** Before the page is drawn anew. */
  const twice = (button: { click(): void }) => {
    button.click();
    button.click();
  };
  const focused = (page: Page) => page.evaluate('document.activeElement.textContent');

  test(
    'a link is made on the sheet, shown once and copied',
    async () => {
      await g.page.goto(g.at(`/sheets/${generationId}`));
      await g.page.getByRole('button', { name: 'Share' }).click();
      const dialog = g.page.getByRole('dialog', { name: 'Share for review' });
      await dialog.getByLabel('For whom').fill(FOR_WHOM);
      await dialog.getByLabel('Whom they can ask').fill('Mara, mara@shop.example');
      await dialog.getByRole('button', { name: 'Make a link' }).focus();
      await dialog.getByRole('button', { name: 'Make a link' }).evaluate(twice);
      address = await dialog.getByLabel('Shown only now').inputValue();
      expect(address).toMatch(/\/review\/[\da-f-]{36}#psr_[\w-]{43}$/);
      await dialog.getByText('for looking').waitFor();
      expect(await dialog.getByRole('button', { name: /^Revoke/ }).count()).toBe(1);
      expect(await focused(g.page)).toBe('Make another link');
      await g.expectAccessible();
      await dialog.getByRole('button', { name: 'Close' }).click();
      // Whose clock is months ahead is told nothing as over that works, and can take it back.
      const early = await g.context.newPage();
      await early.addInitScript(() => {
        const OfBrowser = Date;
        const now = () => OfBrowser.now() + 200 * 24 * 3_600_000;
        globalThis.Date = new Proxy(OfBrowser, {
          construct: (of, given, target) => Reflect.construct(of, given.length === 0 ? [now()] : given, target),
          get: (of, name) => (name === 'now' ? now : Reflect.get(of, name)),
        });
      });
      await early.goto(g.at(`/sheets/${generationId}`));
      await early.getByRole('button', { name: 'Share' }).click();
      await early.getByText(/^until .* for looking$/).waitFor();
      expect(await early.getByRole('button', { name: /^Revoke/ }).count()).toBe(1);
      await early.close();
      expect(g.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'somebody without an account opens it; the token leaves the address and is sent once, out of reach of scripts',
    async () => {
      await reviewer.goto(address);
      await reviewer.getByRole('heading', { level: 1, name: 'Look closely' }).waitFor();
      const token = address.split('#')[1] ?? '';
      expect(reviewer.url()).toBe(address.split('#')[0]);
      expect(asked.filter((request) => request.includes(token))).toEqual([]);
      expect(await reviewer.evaluate('document.cookie + JSON.stringify([localStorage, sessionStorage])')).not.toContain(
        'psr_',
      );
      expect(await context.cookies(reviewer.url().replace('/review/', '/r/'))).toMatchObject([
        { name: 'proofsheet_review', httpOnly: true, sameSite: 'Strict' },
      ]);
      await g.expectAccessible(reviewer);
      await reviewer.reload();
      await reviewer.getByRole('heading', { level: 1, name: 'Look closely' }).waitFor();
      expect(await reviewer.getByRole('link', { name: 'Download' }).count()).toBe(0);
      // No other page is fetched for them, and nothing of the page is wider than a phone with large letters.
      await reviewer.setViewportSize({ width: 360, height: 740 });
      await reviewer.evaluate("document.documentElement.style.fontSize = '200%'");
      await expect.poll(() => reviewer.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await reviewer.setViewportSize({ width: 1280, height: 800 });
      await reviewer.evaluate("document.documentElement.style.fontSize = ''");
      // Nothing tells that none will be: longer than the other pages wait before they are fetched.
      await new Promise((later) => setTimeout(later, 7_000));
      expect(asked.filter((request) => /\/assets\/(operators|batch|webhooks)-/.test(request))).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'they approve under a name that is asked for once; the owner sees it as it happens, and a webhook is told once',
    async () => {
      const group = reviewer.getByRole('radiogroup', { name: 'Your decision on picture 1 of 2, youtube-thumbnail' });
      await group.getByRole('radio', { name: 'Approve' }).dblclick();
      const question = reviewer.getByRole('dialog', { name: 'Who are you?' });
      await question.getByLabel('Your name').fill('Ann');
      await g.expectAccessible(reviewer);
      await question.getByRole('button', { name: 'Go on' }).click();
      await group.getByRole('radio', { name: 'Approved', checked: true }).waitFor();
      const second = reviewer.getByRole('radiogroup', { name: /picture 2 of 2/ });
      await second.getByRole('radio', { name: 'Reject' }).click();
      await reviewer.getByText('2 of 2 decided').waitFor();

      const reviews = g.page.getByRole('region', { name: 'Reviews' });
      await reviews.getByText('1 approved, 1 rejected').waitFor();
      await reviews
        .getByRole('article', { name: 'Picture 1, youtube-thumbnail' })
        .getByText('Approved by Ann')
        .waitFor();
      await expect.poll(() => told.length, { timeout: 20_000 }).toBe(2);
      expect(told.map(({ type, data }) => [type, data.review.reviewer, data.review.decision])).toEqual(
        expect.arrayContaining([
          ['review.decided', 'Ann', 'APPROVED'],
          ['review.decided', 'Ann', 'REJECTED'],
        ]),
      );
    },
    PATIENCE_MS,
  );

  test(
    'a comment is pinned by pointer and by keyboard, is no markup, and stands where it was pinned at the owner, too',
    async () => {
      const first = reviewer.getByRole('button', { name: /^Picture 1 of 2/ });
      await first.click();
      const large = reviewer.getByRole('dialog', { name: 'Picture 1 of 2, youtube-thumbnail' });
      // What is being written stays; the way back leads out of the picture, also on the first page of a tab.
      const words = large.getByLabel('Your comment on the whole picture');
      await words.fill('Half a thou');
      await reviewer.evaluate('history.back()');
      await large.waitFor({ state: 'detached' });
      await first.click();
      expect(await words.inputValue()).toBe('Half a thou');
      // As a phone does that had no room for the page.
      await reviewer.reload();
      await first.click();
      expect(await words.inputValue()).toBe('Half a thou');
      await words.fill('');
      const area = large.getByRole('button', { name: 'Comment on a place of the picture' });
      const box = (await area.boundingBox()) ?? expect.fail();
      await area.click({ position: { x: box.width * 0.25, y: box.height * 0.5 } });
      await large.getByLabel('Your comment on the place that you marked').fill('<b>Larger</b> — أكبر من فضلك');
      await large.getByRole('button', { name: 'Send' }).focus();
      await large.getByRole('button', { name: 'Send' }).evaluate(twice);
      await large.getByRole('button', { name: 'Comment 1 by Ann' }).waitFor();
      expect(await large.locator('.comment').count()).toBe(1);
      expect(await focused(reviewer)).toBe('Send');

      await area.focus();
      await reviewer.keyboard.press('Enter');
      const pin = large.getByRole('slider');
      await expect.poll(() => pin.getAttribute('aria-valuetext')).toBe('50 % from the left, 50 % from the top');
      await reviewer.keyboard.press('Shift+ArrowRight');
      await reviewer.keyboard.press('ArrowUp');
      expect(await pin.getAttribute('aria-valuetext')).toBe('60 % from the left, 49 % from the top');
      await reviewer.keyboard.press('Enter');
      await reviewer.keyboard.type('By keyboard');
      await reviewer.keyboard.press('Control+Enter');
      await large.getByRole('button', { name: 'Comment 2 by Ann' }).waitFor();
      await g.expectAccessible(reviewer);

      const owner = g.page.getByRole('article', { name: 'Picture 1, youtube-thumbnail' });
      await owner.getByText('<b>Larger</b> — أكبر من فضلك').waitFor();
      // The name of the link may be of either direction, too.
      expect(await owner.locator('.comment-head .facts bdi').first().innerText()).toBe(FOR_WHOM);
      const at = await owner
        .getByRole('button', { name: 'Comment 1 by Ann' })
        .evaluate((pin: { style: { left: string; top: string } }) =>
          [pin.style.left, pin.style.top].map(Number.parseFloat),
        );
      expect(at[0]).toBeCloseTo(25, 0);
      expect(at[1]).toBeCloseTo(50, 0);
      await g.expectAccessible();
      await owner.getByRole('button', { name: 'Mark as done: comment 1' }).click();
      await large.getByText('Done', { exact: true }).waitFor();
      await large.getByRole('button', { name: 'Delete comment 2' }).click();
      await expect.poll(() => owner.getByText('By keyboard').count()).toBe(0);

      await owner.getByRole('button', { name: 'Delete comment 1' }).focus();
      await g.page.keyboard.press('Enter');
      const question = g.page.getByRole('alertdialog', { name: 'Delete the comment of Ann?' });
      await question.getByText('They no longer see it either.').waitFor();
      await g.expectAccessible();
      await question.getByRole('button', { name: 'Delete' }).focus();
      await g.page.keyboard.press('Enter');
      await expect.poll(() => large.locator('.comment').count()).toBe(0);
      await question.waitFor({ state: 'detached' });
      await expect.poll(() => g.page.evaluate('document.activeElement.ariaLabel')).toBe('Reviews');
      await large.getByRole('button', { name: 'Close' }).click();
      expect(g.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'nothing is wider than a phone, and a link that is revoked ends the page that is open, with whom to ask',
    async () => {
      await reviewer.setViewportSize({ width: 360, height: 740 });
      const wide = () => reviewer.evaluate('document.documentElement.scrollWidth');
      expect(await wide()).toBeLessThanOrEqual(360);
      await reviewer.getByRole('button', { name: /^Picture 2 of 2/ }).click();
      const large = reviewer.getByRole('dialog', { name: /^Picture 2 of 2/ });
      // Also with a pin in the corner.
      const area = large.getByRole('button', { name: 'Comment on a place of the picture' });
      const box = (await area.boundingBox()) ?? expect.fail();
      await area.click({ position: { x: box.width - 2, y: 2 } });
      const pin = (await large.getByRole('slider').boundingBox()) ?? expect.fail();
      expect([pin.x + pin.width <= box.x + box.width + 1, pin.y >= box.y - 1]).toEqual([true, true]);
      expect(await large.evaluate((dialog: { scrollWidth: number }) => dialog.scrollWidth)).toBeLessThanOrEqual(360);
      await g.expectAccessible(reviewer);
      await g.page.getByRole('button', { name: 'Share' }).click();
      await g.page.getByRole('button', { name: `Revoke ${FOR_WHOM}` }).click();
      await g.page.getByText('revoked · for looking').waitFor();
      await reviewer.getByText('This link was taken back. Ask Mara, mara@shop.example.').waitFor();
      await g.expectAccessible(reviewer);
      expect(await wide()).toBeLessThanOrEqual(360);
      const stranger = (await g.context.browser()?.newContext()) ?? expect.fail();
      const page = await stranger.newPage();
      await page.goto(address.split('#')[0] ?? '');
      await page.getByText('Open the link that you were sent').waitFor();
      // As a whole, where this is open: the browser stays on the page. It has been taken back by now.
      await page.goto(address);
      await page.getByText('This link was taken back').waitFor();
    },
    PATIENCE_MS,
  );
});
