import { claimGeneration, createSignInLink, failGeneration } from '@proofsheet/database';
import { aGeneration } from '@proofsheet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

describe.runIf(HAS_BROWSER)('the page of operators', () => {
  let g: Gallery;
  beforeAll(async () => {
    g = await openGallery();
    await g.signIn();
  }, PATIENCE_MS);
  afterAll(() => g?.close());

  test(
    'who is no operator finds neither the page nor a link to it',
    async () => {
      await g.page.getByRole('button', { name: 'Account' }).click();
      await g.page.getByRole('menuitem', { name: 'Keys' }).waitFor();
      expect(await g.page.getByRole('menuitem', { name: 'Operators' }).count()).toBe(0);
      await g.page.goto(g.at('/operators'));
      await g.page.getByText('There is no such page').waitFor();
    },
    PATIENCE_MS,
  );

  test(
    'an operator watches the queues, and comes from a failure to the order and its job',
    async () => {
      const id = await aGeneration(g.db, { userId: g.userId });
      await claimGeneration(g.db, { id, leaseSeconds: 60 });
      const error = { code: 'no_output_passes', message: 'The headline <b>cannot</b> be read.' } as const;
      await failGeneration(g.db, { id, attempt: 1, error });
      const link = await createSignInLink(g.db, { userId: g.userId, minutes: 5, operator: true });
      await g.page.goto('about:blank');
      await g.page.goto(g.at(`/sign-in#enter=${link}`));
      await g.page.getByRole('heading', { level: 1, name: 'Pictures' }).waitFor();
      g.complaints.length = 0;
      await g.page.getByRole('button', { name: 'Account' }).click();
      await g.page.getByRole('menuitem', { name: 'Operators' }).click();
      await g.page.getByRole('row', { name: /^thumbnail/ }).waitFor();
      await g.expectAccessible();
      await g.page.getByRole('link', { name: 'no_output_passes' }).click();
      const row = g.page.getByRole('row', { name: new RegExp(id) });
      await row.getByText('The headline <b>cannot</b> be read.').waitFor();
      expect(new URL(g.page.url()).search).toBe('?code=no_output_passes');
      const job = row.getByRole('link', { name: `Job of ${id} in Bull Board` });
      expect(await job.getAttribute('href')).toBe(`${g.admin.replace(/\/$/, '')}/jobs/${id}`);
      await g.page.getByLabel('Id').fill('order 7');
      await g.page.getByLabel('Id').press('Enter');
      await expect.poll(() => g.page.getByLabel('Id').getAttribute('aria-invalid')).toBe('true');
      await g.page.getByText('Must be an id, such as').waitFor();
      expect(await g.page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      expect(g.complaints.splice(0).every((line) => line.includes('422'))).toBe(true);
      await g.page.getByLabel('Id').fill(crypto.randomUUID());
      await g.page.getByRole('button', { name: 'Search' }).click();
      await g.page.getByText('No order is like this.').waitFor();
      await g.page.getByRole('button', { name: 'Clear' }).click();
      await row.waitFor();
      await row.getByRole('link', { name: id, exact: true }).click();
      await g.page.getByText('cannot</b> be read').waitFor();
      expect(g.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'nothing of it is wider than a phone',
    async () => {
      await g.page.setViewportSize({ width: 360, height: 740 });
      await g.page.goto(g.at('/operators'));
      await g.page.getByRole('row', { name: /^thumbnail/ }).waitFor();
      expect(await g.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await g.expectAccessible();
    },
    PATIENCE_MS,
  );
});
