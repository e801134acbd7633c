import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { claimGeneration, failGeneration } from '@proofsheet/database';
import { aGeneration } from '@proofsheet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

describe.runIf(HAS_BROWSER)('webhooks in a browser', () => {
  let g: Gallery;
  let receiver: Server;
  let address: string;
  /** What the receiver answers with from now on. */
  let answer = 204;
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      request.resume();
      response.writeHead(answer).end(answer === 204 ? undefined : 'The shop is <b>shut</b>');
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks/${'ofonelongword'.repeat(7)}`;
    g = await openGallery();
    await g.signIn();
  }, PATIENCE_MS);
  afterAll(async () => {
    await g?.close();
    receiver.close();
  });

  const button = (name: string) => g.page.getByRole('button', { name, exact: true });

  test(
    'an endpoint is added with a secret that is shown once; one that cannot be called is refused at its field',
    async () => {
      await g.page.goto(g.at('/webhooks'));
      await g.page.getByText('Nothing is told of your orders yet').waitFor();
      await g.expectAccessible();
      await button('Add an endpoint').click();
      await g.page.getByLabel('Address').fill('http://10.0.0.1/hooks');
      await button('Add').click();
      await g.page.getByText('leads to an address that is not public').waitFor();
      expect(g.complaints.splice(0).every((line) => line.includes('422'))).toBe(true);
      await g.page.getByLabel('Address').fill(`https://shop.example/${'x'.repeat(2_100)}`);
      await button('Add').click();
      await g.page.getByText('May have at most 2048 characters.', { exact: true }).waitFor();
      g.complaints.splice(0);
      await g.page.getByLabel('Address').fill(address);
      await g.page.getByLabel('Name').fill('Läden <b>');
      await g.page.getByText('Only these').click();
      await g.page.getByText('output.created').click();
      await g.expectAccessible();
      await button('Add').click();
      const secret = g.page.getByRole('dialog').locator('code');
      expect(await secret.innerText()).toMatch(/^whsec_/);
      await g.expectAccessible();
      await button('I have kept it').click();
      await g.page.getByRole('link', { name: 'Läden <b>' }).getByText('3 events').waitFor();
      expect(await g.page.content()).not.toContain('whsec_');
    },
    PATIENCE_MS,
  );

  test(
    'a test arrives; what fails is told with its answers, is found among the failed, and is sent again when the receiver is mended',
    async () => {
      await g.page.getByRole('link', { name: 'Läden <b>' }).click();
      await button('Send a test event').click();
      await g.page.getByText('Delivered').waitFor();
      answer = 500;
      const id = await aGeneration(g.db, { userId: g.userId });
      await claimGeneration(g.db, { id, leaseSeconds: 60 });
      await failGeneration(g.db, { id, attempt: 1, error: { code: 'internal', message: 'It broke.' } });
      const failing = g.page.getByRole('button', { name: /Waiting.*1 attempt · next/ });
      await failing.click();
      await g.page.getByRole('cell', { name: 'The shop is <b>shut</b>' }).waitFor();
      await g.page.getByRole('cell', { name: '500' }).waitFor();
      await g.expectAccessible();
      // As after ten attempts.
      const { userId } = g;
      const waiting = g.db.updateTable('WebhookDelivery').where((where) => where.and({ userId, status: 'PENDING' }));
      await waiting.set({ status: 'FAILED' }).execute();
      await g.page.getByRole('button', { name: 'Failed only' }).click();
      await g.page.getByRole('button', { name: /Failed.*generation.failed/ }).waitFor();
      expect(new URL(g.page.url()).search).toBe('?status=FAILED');
      answer = 204;
      await button('Redeliver all failed').click();
      await button('Redeliver').click();
      await g.page.getByText('1 on their way').waitFor();
      await g.page.getByText('None has failed.').waitFor();
      await g.page.getByRole('button', { name: 'Failed only' }).click();
      await expect.poll(() => g.page.getByText('Delivered').count(), { timeout: 20_000 }).toBe(2);
    },
    PATIENCE_MS,
  );

  test(
    'it is switched off, changed, gets a new secret, and is deleted after a question',
    async () => {
      await g.page.getByText('Send events').click();
      await g.page.getByText('Switched off').waitFor();
      await button('Change').click();
      await g.page.getByLabel('Name').fill('Nur der Laden');
      await button('Save').click();
      await g.page.getByRole('heading', { name: 'Nur der Laden' }).waitFor();
      await button('New secret').click();
      await g.expectAccessible();
      await button('Make a new secret').click();
      expect(await g.page.locator('code').innerText()).toMatch(/^whsec_/);
      await g.page.getByText('The secret before signs until').waitFor();
      await g.page.setViewportSize({ width: 360, height: 740 });
      await button('Delete').click();
      const question = g.page.getByRole('alertdialog');
      expect(await question.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      const yes = question.getByRole('button', { name: 'Delete' });
      const { x = 0, width = 0 } = (await yes.boundingBox()) ?? {};
      expect(x + width).toBeLessThan(360);
      await yes.click();
      await g.page.setViewportSize({ width: 1280, height: 800 });
      await g.page.getByText('Nothing is told of your orders yet').waitFor();
      await button('Show the secret').click();
      expect(await g.page.locator('code').innerText()).toMatch(/^whsec_/);
      expect(g.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );
});
