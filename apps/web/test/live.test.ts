import { createApiKey, createSignInLink } from '@proofsheet/database';
import { aUser } from '@proofsheet/testkit';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { finishPicture, orderPicture } from './finished-picture.ts';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

describe.runIf(HAS_BROWSER)('what programs and other tabs do shows on the page that is open', () => {
  let g: Gallery;
  let program: (method: string, path: string, body?: FormData) => Promise<{ assets?: { id: string }[] } | undefined>;
  beforeAll(async () => {
    g = await openGallery();
    const { key } = await createApiKey(g.db, { userId: g.userId, name: 'shop' });
    program = async (method, path, body) => {
      const headers = { authorization: `Bearer ${key}` };
      const answer = await fetch(g.at(path), { method, headers, ...(body ? { body } : {}) });
      expect(answer.ok, `${method} ${path}`).toBe(true);
      return answer.status === 204 ? undefined : answer.json();
    };
  });
  beforeEach(() => g.signIn());
  afterAll(() => g?.close());

  const picture = (background: string) =>
    sharp({ create: { width: 320, height: 240, channels: 3, background } })
      .png()
      .toBuffer();
  const pictures = () => g.page.getByRole('grid', { name: 'Pictures' }).getByRole('row');

  test(
    'an image that a program uploads stands among the others, and one that it deletes goes',
    async () => {
      await g.page.goto(g.at('/images'));
      await g.page.getByText('Drop your first photographs here').waitFor();
      const form = new FormData();
      form.append('background', new Blob([new Uint8Array(await picture('teal'))]), 'hills.png');
      const uploaded = await program('POST', '/v1/assets', form);
      await g.page.getByRole('row', { name: /hills\.png/ }).waitFor();
      await program('DELETE', `/v1/assets/${uploaded?.assets?.[0]?.id}`);
      await g.page.getByText('Drop your first photographs here').waitFor();
    },
    PATIENCE_MS,
  );

  test(
    'what is finished stands first, whatever was ordered before; what a program deletes goes',
    async () => {
      const [first, second] = [
        await orderPicture(g.db, g.userId, 'Ordered first'),
        await orderPicture(g.db, g.userId, 'Ordered second'),
      ];
      await g.page.getByText('Your first picture').waitFor();
      await finishPicture(g.db, second, 'youtube-thumbnail-hd');
      await pictures().first().waitFor();
      await finishPicture(g.db, first, 'youtube-thumbnail-4k');
      const shown = () => pictures().evaluateAll((cells) => cells.map(({ ariaLabel }) => ariaLabel?.split(', ')[1]));
      await expect.poll(shown).toEqual(['youtube-thumbnail-4k', 'youtube-thumbnail-hd']);
      await program('DELETE', `/v1/generations/${second}`);
      await expect.poll(shown).toEqual(['youtube-thumbnail-4k']);
      await program('DELETE', `/v1/generations/${first}`);
      await expect.poll(shown).toEqual([]);
      const many = await Promise.all(Array.from({ length: 8 }, () => orderPicture(g.db, g.userId, 'Of a batch')));
      await Promise.all(many.map((id) => finishPicture(g.db, id)));
      await expect.poll(shown).toHaveLength(8);
      await Promise.all(many.map((id) => program('DELETE', `/v1/generations/${id}`)));
    },
    PATIENCE_MS,
  );

  test(
    'an upload waits while nobody is signed in, goes on for the same user, and is forgotten when another one comes',
    async () => {
      const signInAs = async (userId = g.userId) => {
        const link = await createSignInLink(g.db, { userId, minutes: 5 });
        await g.page.evaluate(`location.hash = 'enter=${link}'`);
      };
      await g.page.goto(g.at('/images'));
      await g.page.getByRole('heading', { level: 1, name: 'Images' }).waitFor();
      await g.page.evaluate(`fetch('/v1/session', { method: 'DELETE' })`);
      const file = { name: 'mine.png', mimeType: 'image/png', buffer: await picture('olive') };
      await g.page.locator('input[type=file]:not([capture])').setInputFiles([file]);
      await g.page.getByText('Your session has ended.').waitFor();
      await signInAs();
      await g.page.getByText('One image is there').waitFor();
      await g.page.getByRole('row', { name: /mine\.png/ }).waitFor();

      await g.page.evaluate(`fetch('/v1/session', { method: 'DELETE' })`);
      await g.page.getByRole('link', { name: 'Projects' }).first().click();
      await g.page.getByText('Your session has ended.').waitFor();
      await signInAs(await aUser(g.db));
      await g.page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
      await g.page.getByRole('link', { name: 'Images', exact: true }).click();
      await g.page.getByText('Drop your first photographs here').waitFor();
      expect(await g.page.getByText('One image is there').count()).toBe(0);
    },
    PATIENCE_MS,
  );

  test(
    'who signs in as somebody else in another tab sees nothing of the one before in this one',
    async () => {
      await finishPicture(g.db, await orderPicture(g.db, g.userId, 'Of the first user'));
      await pictures().first().waitFor();
      const other = await g.context.newPage();
      onTestFinished(() => other.close());
      await g.signIn({ page: other, userId: await aUser(g.db) });
      expect(await pictures().count()).toBe(1);
      // As when somebody comes back to this tab.
      await g.page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
      await g.page.getByText('Your first picture').waitFor();
      expect(await pictures().count()).toBe(0);
    },
    PATIENCE_MS,
  );
});
