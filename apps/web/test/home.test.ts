import { createProject } from '@proofsheet/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishPicture, orderPicture } from './finished-picture.ts';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';
import { seedOutputs } from './seed-outputs.ts';

const MANY = 20_000;

describe.runIf(HAS_BROWSER)('all pictures', () => {
  let gallery: Gallery;
  /** What the page asked for, since it was taken out. */
  const asked: string[] = [];
  beforeAll(async () => {
    gallery = await openGallery();
    await seedOutputs(gallery.db, gallery.userId, MANY);
    gallery.page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/v1/outputs')) asked.push(pathname.endsWith('/content') ? 'picture' : pathname + search);
    });
    await gallery.signIn();
  }, PATIENCE_MS);
  afterAll(() => gallery.close());

  const grid = () => gallery.page.getByRole('grid', { name: 'Pictures' });
  const rows = () => grid().getByRole('row').filter({ hasNotText: 'Not loaded yet' });
  const lists = () => asked.filter((path) => path.startsWith('/v1/outputs?'));

  /** A picture that is made now, with these words. */
  async function finish(headline: string, more: object = {}): Promise<string> {
    const { db, userId } = gallery;
    const id = await orderPicture(db, userId, headline, more);
    await finishPicture(db, id);
    return id;
  }

  test(
    'thousands are scrolled from end to end: little is in the page, and what nobody rests on is not asked for',
    async () => {
      const { page } = gallery;
      await page.getByText(`${MANY.toLocaleString('en')} pictures`).waitFor();
      await rows().first().waitFor();
      await page.mouse.move(640, 500);
      for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, 4_000);
      await grid().evaluate((element: { scrollTop: number; scrollHeight: number }) => {
        element.scrollTop = element.scrollHeight / 2;
      });
      await rows().first().waitFor();
      await rows().first().focus();
      await page.keyboard.press('End');
      const last = await gallery.db
        .selectFrom('Output')
        .select('generationId')
        .where('userId', '=', gallery.userId)
        .orderBy('createdAt')
        .orderBy('id')
        .executeTakeFirstOrThrow();
      await expect.poll(() => page.evaluate("document.activeElement.dataset.key?.endsWith(':1')")).toBe(true);
      // What is focused is there before it is read.
      await expect.poll(() => page.evaluate("document.activeElement.ariaLabel !== 'Not loaded yet'")).toBe(true);
      await expect
        .poll(() => page.evaluate("document.activeElement.getAttribute('aria-rowindex')"))
        .toBe(await grid().getAttribute('aria-rowcount'));
      expect(await grid().getAttribute('aria-rowcount')).toBe(`${MANY}`);
      expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(900);
      expect(asked.filter((path) => path.includes('/outline'))).toHaveLength(1);
      expect(lists().length).toBeLessThan(30);
      const focused = () => page.evaluate('document.activeElement.dataset.key');
      const opened = await focused();
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`/sheets/${last.generationId}`));
      await grid().waitFor({ state: 'detached' });
      await page.goBack();
      // Where they were.
      await expect.poll(() => page.evaluate("document.querySelector('.grid')?.scrollTop > 10000")).toBe(true);
      await expect.poll(focused).toBe(opened);
      await page.keyboard.press('ArrowLeft');
      await expect.poll(focused).not.toBe(opened);
      await rows().first().focus();
      await page.keyboard.press('Home');
      await expect.poll(() => page.evaluate("document.querySelector('.grid')?.scrollTop === 0")).toBe(true);
    },
    PATIENCE_MS,
  );

  test(
    'what is finished meanwhile stands first, and nothing that is loaded is asked for again',
    async () => {
      const { page } = gallery;
      await page.goto(gallery.at('/'));
      await rows().first().waitFor();
      asked.length = 0;
      const id = await finish('Neu');
      await page.getByText(`${(MANY + 1).toLocaleString('en')} pictures`).waitFor();
      await grid()
        .getByRole('row', { name: /youtube-thumbnail/ })
        .waitFor();
      expect(asked.filter((path) => path !== 'picture')).toEqual([expect.stringContaining(`generationId=${id}`)]);
    },
    PATIENCE_MS,
  );

  test(
    'words, project, format and date narrow the list; each stands in the address and is taken away by its chip',
    async () => {
      const { page, db, userId } = gallery;
      const { id: projectId } = await createProject(db, { userId, name: 'Frühling „26“' });
      await finish('新しいヘッドホン', { projectId });
      await page.goto(gallery.at('/'));
      const count = async (number: number) =>
        page
          .getByText(number === 1 ? '1 picture' : `${number.toLocaleString('en')} pictures`, { exact: true })
          .waitFor();
      await page.getByRole('searchbox').fill('einmal');
      await count(4);
      await page.getByRole('searchbox').fill('ヘッドホン');
      await count(1);
      await page.reload();
      await count(1);
      await page.getByRole('button', { name: /Project$/ }).click();
      await page.getByRole('option', { name: 'Frühling „26“' }).click();
      await page.getByRole('button', { name: /Date$/ }).click();
      await page.getByRole('option', { name: 'Days of your own' }).click();
      await page.getByLabel('From').fill('2026-06-01');
      await count(1);
      const search = new URLSearchParams(new URL(page.url()).search);
      expect(Object.fromEntries(search)).toEqual({ words: 'ヘッドホン', project: projectId, from: '2026-06-01' });
      await gallery.expectAccessible();
      const chips = page.getByRole('grid', { name: 'Shown are only' });
      await chips.getByRole('button', { name: /Remove Frühling/ }).click();
      await chips.getByRole('row', { name: /^From/ }).focus();
      await page.keyboard.press('Delete');
      await chips.getByRole('button', { name: /Remove .ヘッドホン/ }).click();
      await count(MANY + 2);
      expect(new URL(page.url()).search).toBe('');
      await page.getByRole('button', { name: /Format$/ }).click();
      await page.getByRole('option', { name: 'story', exact: true }).click();
      await count(MANY / 4);
      await page.getByRole('button', { name: /Date$/ }).click();
      await page.getByRole('option', { name: 'Today' }).click();
      await page.getByText('No picture is like this.').waitFor();
      await page.goto(gallery.at('/?project=x&from=yesterday&format=%22&words='));
      await count(MANY + 2);
    },
    PATIENCE_MS,
  );

  test(
    'on a phone the filters are behind a button, and nothing is wider than the page',
    async () => {
      const { page } = gallery;
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(gallery.at('/'));
      await rows().first().waitFor();
      expect(await page.getByRole('radio', { name: 'Ads' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Filters' }).click();
      await page.getByRole('radio', { name: 'Ads' }).click();
      await page.getByRole('button', { name: 'Remove Ads' }).waitFor();
      await gallery.expectAccessible();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    },
    PATIENCE_MS,
  );

  test(
    'what is finished while there is no connection is there as soon as it is back',
    async () => {
      const { page, context, complaints } = gallery;
      await page.goto(gallery.at('/'));
      await rows().first().waitFor();
      await context.setOffline(true);
      await page.getByText('You are offline.').waitFor();
      await finish('Unterdessen');
      await context.setOffline(false);
      await grid()
        .getByRole('row', { name: /youtube-thumbnail/ })
        .nth(2)
        .waitFor();
      await expect.poll(() => page.getByText('You are offline.').count()).toBe(0);
      complaints.length = 0;
    },
    PATIENCE_MS,
  );
});
