import { createProject, createSignInLink } from '@proofsheet/database';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

describe.runIf(HAS_BROWSER)('what is around every page', () => {
  let g: Gallery;
  beforeAll(async () => {
    g = await openGallery();
    await g.signIn();
  }, PATIENCE_MS);
  afterAll(() => g?.close());

  test(
    'the menu of the account opens by keyboard, says who is signed in, and leads to pages',
    async () => {
      await g.page.getByRole('button', { name: 'Account' }).focus();
      await g.page.keyboard.press('Enter');
      const menu = g.page.getByRole('menu', { name: 'Account' });
      await menu.getByText(String(g.userId)).waitFor();
      await g.expectAccessible();
      await g.page.keyboard.type('ke');
      await g.page.keyboard.press('Enter');
      await g.page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor();
      await expect.poll(() => g.page.evaluate('document.activeElement.id')).toBe('content');
    },
    PATIENCE_MS,
  );

  test(
    'who revokes a key by keyboard goes on in the list',
    async () => {
      await g.page.goto(g.at('/keys'));
      await g.page.getByLabel('A new key for').fill('Shop');
      await g.page.keyboard.press('Enter');
      await g.page.getByRole('button', { name: 'Revoke Shop' }).focus();
      await g.page.keyboard.press('Enter');
      await g.page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).focus();
      await g.page.keyboard.press('Enter');
      await g.page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await expect.poll(() => g.page.evaluate('document.activeElement.ariaLabel')).toBe('Keys');
      await g.expectAccessible();
    },
    PATIENCE_MS,
  );

  test(
    'on a phone the pages are below, nothing is wider than it, and nothing is hidden behind them',
    async () => {
      await g.page.setViewportSize({ width: 360, height: 740 });
      expect(await g.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      const nav = await g.page.getByRole('navigation', { name: 'Pages' }).boundingBox();
      const main = await g.page.getByRole('main').boundingBox();
      expect((nav?.y ?? 0) + (nav?.height ?? 0)).toBe(740);
      expect((main?.y ?? 0) + (main?.height ?? 0)).toBeLessThanOrEqual(nav?.y ?? 0);
      await g.expectAccessible();
      await g.page.setViewportSize({ width: 1280, height: 800 });
    },
    PATIENCE_MS,
  );

  test(
    'in the few colours of a system what is chosen is told from what is not',
    async () => {
      await g.page.goto(g.at('/create'));
      await g.page.getByRole('option', { name: /^Thumbnail 1280/ }).waitFor();
      await g.page.emulateMedia({ forcedColors: 'active' });
      // As it is drawn: styles say what they would be without.
      const ground = async (selector: string) => {
        const { dominant } = await sharp(await g.page.locator(selector).first().screenshot()).stats();
        return [dominant.r, dominant.g, dominant.b].join();
      };
      for (const of of ['.tab', '.segments > *'])
        expect(await ground(`${of}:is(.active, [data-selected])`)).not.toBe(
          await ground(`${of}:not(.active, [data-selected])`),
        );
      const tile = g.page.locator('.format-tile[data-selected]').first();
      expect(await tile.evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid');
      await g.page.emulateMedia({ forcedColors: 'none' });
    },
    PATIENCE_MS,
  );

  test(
    'who comes by a wrong address finds a page that says so; a program is told by a problem',
    async () => {
      const answer = await g.page.goto(g.at('/picturs/of-mine'));
      expect(answer?.status()).toBe(404);
      await g.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
      await g.expectAccessible();
      expect(g.complaints.splice(0).every((line) => line.includes('404'))).toBe(true);
      // Its bytes are no text.
      expect((await g.page.goto(g.at('/images/%F0')))?.status()).toBe(404);
      await g.page.getByRole('heading', { level: 1 }).waitFor();
      g.complaints.splice(0);
      for (const [path, status] of [
        ['/picturs/of-mine', 404],
        ['/v1/picturs', 404],
        ['/images/%F0', 400],
      ] as const) {
        const told = await fetch(g.at(path), { headers: { accept: path.startsWith('/v1') ? 'text/html' : '*/*' } });
        expect([told.status, told.headers.get('content-type')]).toEqual([
          status,
          expect.stringContaining('problem+json'),
        ]);
      }
    },
    PATIENCE_MS,
  );

  test(
    'a server that is away is told, and the page goes on by itself when it is back',
    async () => {
      await g.page.goto(g.at('/'));
      await g.page.getByRole('heading', { name: 'Your first picture' }).waitFor();
      const away = ['**/v1/**', '**/healthz'];
      const byProxy = { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' };
      for (const path of away) await g.context.route(path, (request) => request.abort('connectionrefused'));
      await g.page.getByRole('button', { name: 'Account' }).click();
      await g.page.getByRole('menuitem', { name: 'Webhooks' }).click();
      await g.page.getByText('The server does not answer.').waitFor();
      await g.expectAccessible();
      for (const path of away) await g.context.unroute(path);
      await g.page.getByText('Nothing is told of your orders yet').waitFor();
      await expect.poll(() => g.page.getByText('The server does not answer.').count()).toBe(0);

      let asked = 0;
      g.page.on('request', (request) => {
        if (new URL(request.url()).pathname === '/v1/projects') asked += 1;
      });
      for (const path of away) await g.context.route(path, (request) => request.fulfill(byProxy));
      await g.page.getByRole('link', { name: 'Projects' }).click();
      await g.page.getByText('The server does not answer.').waitFor();
      // The client asks twice by itself; that the page asks on is what heals it.
      await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(2);
      expect(await g.page.getByText('Bad gateway').count()).toBe(0);
      for (const path of away) await g.context.unroute(path);
      await g.page.getByText('One place for each campaign').waitFor();

      g.complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'a file that is dropped beside what takes it is not opened in place of the page',
    async () => {
      await g.page.goto(g.at('/projects'));
      await g.page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
      const isRefused = (type: string) =>
        g.page.evaluate((name) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(['pixels'], 'stray.png'));
          return !document.body.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
        }, type);
      expect([await isRefused('dragover'), await isRefused('drop')]).toEqual([true, true]);
    },
    PATIENCE_MS,
  );

  test(
    'a page whose code does not come leaves the way to the others, and comes by itself when it can',
    async () => {
      // Of scripts and of styles alike: browsers name them differently.
      for (const [file, name] of [
        ['**/assets/create-*.js', 'Create'],
        ['**/assets/projects-*.css', 'Projects'],
      ] as const) {
        await g.page.goto(g.at('/'));
        await g.context.route(file, (request) => request.abort('internetdisconnected'));
        await g.context.route('**/healthz', (request) => request.abort('internetdisconnected'));
        await g.page.evaluate('window.isSameDocument = true');
        await g.page.getByRole('navigation').getByRole('link', { name }).click();
        await g.page.getByText('This page is not loaded yet.').waitFor();
        await g.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Images' }).waitFor();
        await g.expectAccessible();
        await g.context.unroute(file);
        await g.context.unroute('**/healthz');
        await g.page.getByRole('heading', { level: 1, name }).waitFor();
        expect(await g.page.evaluate('window.isSameDocument')).toBe(true);
      }
      g.complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'a session that has ended meanwhile is told, and who signs in anew goes on where they were',
    async () => {
      await g.page.goto(g.at('/images'));
      await g.page.getByRole('heading', { level: 1, name: 'Images' }).waitFor();
      await g.page.evaluate(`fetch('/v1/session', { method: 'DELETE' })`);
      await g.page.getByRole('link', { name: 'Projects' }).first().click();
      await g.page.getByText('Your session has ended. Sign in to go on where you were.').waitFor();
      // Who was still typing types no key.
      await g.page.keyboard.type('a headline');
      expect(await g.page.getByLabel('API key').inputValue()).toBe('');
      await g.expectAccessible();
      const link = await createSignInLink(g.db, { userId: g.userId, minutes: 5 });
      await g.page.evaluate(`location.hash = 'enter=${link}'`);
      await g.page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
      g.complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'keys go as the pages run, from left to right, for who reads from right to left too',
    async () => {
      const { id } = await createProject(g.db, { userId: g.userId, name: 'مشروع' });
      const context = await g.context.browser()?.newContext({ locale: 'ar' });
      const page = await context?.newPage();
      if (!page) throw new Error('The browser is closed.');
      await g.signIn({ page });
      await page.goto(g.at(`/projects/${id}`));
      await page.getByRole('tab', { name: 'Pictures' }).focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.getByRole('tab', { name: 'Images' }).getAttribute('aria-selected')).toBe('true');
      await context?.close();
    },
    PATIENCE_MS,
  );
});
