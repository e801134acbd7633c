import { AxeBuilder } from '@axe-core/playwright';
import { connectDatabase, createSignInLink, type Db, type UserId } from '@proofsheet/database';
import { aUser } from '@proofsheet/testkit';
import { BROWSER, openBrowser } from '@proofsheet/testkit/browser';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import './gallery-setup.ts';

/** Tests of pages are for machines that have a Chromium. */
export const HAS_BROWSER = BROWSER !== undefined;

/** How long one test of pages may take: pictures are really made, beside all other tests. */
export const PATIENCE_MS = 240_000;
const STEP_MS = 30_000;

export interface Gallery {
  readonly db: Db;
  /** New with each file of tests, so that none sees what the others made. */
  readonly userId: UserId;
  readonly api: string;
  readonly admin: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser wrote to its console as errors, and what scripts threw, since they were taken out. */
  readonly complaints: string[];
  at(path: string): string;
  /** Opens the pictures by a link, as the user or as somebody else, on this page or on another one. */
  signIn(options?: { readonly page?: Page; readonly userId?: UserId }): Promise<void>;
  /** Axe finds nothing, in light and in dark. */
  expectAccessible(page?: Page): Promise<void>;
  close(): Promise<void>;
}

/** A browser of one's own before the system that all files share. */
export async function openGallery(viewport = { width: 1280, height: 800 }): Promise<Gallery> {
  const shared = inject('gallery');
  if (shared === null) throw new Error('There is no Chromium on the PATH.');
  const { api, admin, databaseUrl } = shared;
  const db = connectDatabase({ url: databaseUrl });
  const userId = await aUser(db);
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  const complaints: string[] = [];
  page.on('console', (line) => line.type() === 'error' && complaints.push(`${line.text()} ${line.location().url}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  const at = (path: string) => new URL(path, api).href;

  return {
    ...{ db, userId, api, admin, context, page, complaints, at },
    async signIn(who = {}) {
      const token = await createSignInLink(db, { userId: who.userId ?? userId, minutes: 5 });
      const opened = who.page ?? page;
      await opened.goto('about:blank');
      await opened.goto(at(`/sign-in#enter=${token}`));
      await opened.getByRole('heading', { level: 1, name: 'Pictures' }).waitFor();
      complaints.length = 0;
    },
    async expectAccessible(shown = page) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await shown.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const { violations } = await new AxeBuilder({ page: shown }).analyze();
        const told = violations.map(
          ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        );
        expect(told).toEqual([]);
      }
    },
    async close() {
      await browser.close();
      await db.destroy();
    },
  };
}
