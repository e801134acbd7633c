import { sampleImages } from '@proofsheet/samples';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

describe.runIf(HAS_BROWSER)('projects', () => {
  let g: Gallery;
  beforeAll(async () => {
    g = await openGallery();
    await g.signIn();
  }, PATIENCE_MS);
  afterAll(() => g?.close());

  /** As a script of the page asks, with the session. */
  function ask<Answer>(path: string, method = 'GET', body?: object): Promise<Answer> {
    const script = async ([path, method, body]: [string, string, string | undefined]) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      return (await fetch(path, { method, headers, ...(body === undefined ? {} : { body }) })).json();
    };
    return g.page.evaluate(script, [path, method, body && JSON.stringify(body)] as [
      string,
      string,
      string | undefined,
    ]);
  }
  /** As a hand does that is used to desktops: before the page is drawn anew. */
  const pressTwice = (name: string) =>
    g.page.getByRole('button', { name, exact: true }).evaluate((button: { click(): void }) => {
      button.click();
      button.click();
    });
  const idInAddress = () => new URL(g.page.url()).pathname.split('/').at(-1) ?? '';

  test(
    'a project is made and renamed, keeps a brand, and what is ordered in it has that brand',
    async () => {
      await g.page.goto(g.at('/projects'));
      await g.page.getByRole('heading', { name: 'One place for each campaign' }).waitFor();
      await g.expectAccessible();
      await g.page.getByRole('button', { name: 'New project' }).dblclick();
      await g.page.getByLabel('Name').fill('Früling <b>');
      await g.expectAccessible();
      await pressTwice('Create');
      await g.page.getByRole('heading', { level: 1, name: 'Früling <b>' }).waitFor();
      await expect.poll(() => g.page.evaluate('document.activeElement.id')).toBe('content');
      expect((await ask<{ items: object[] }>('/v1/projects')).items).toHaveLength(1);
      await g.page.getByRole('button', { name: 'Rename' }).click();
      const name = g.page.getByLabel('Name of the project');
      await name.fill('Nothing of this');
      // As the keys that end a word of an input method.
      for (const key of ['Enter', 'Escape']) await name.dispatchEvent('keydown', { key, isComposing: true });
      expect(await name.inputValue()).toBe('Nothing of this');
      await g.page.keyboard.press('Escape');
      await g.page.getByRole('heading', { level: 1, name: 'Früling <b>' }).waitFor();
      await expect.poll(() => g.page.evaluate('document.activeElement.ariaLabel')).toBe('Rename');
      await g.page.keyboard.press('Enter');
      await g.page.getByLabel('Name of the project').fill('Frühling');
      await g.page.keyboard.press('Enter');
      await g.page.getByRole('heading', { level: 1, name: 'Frühling' }).waitFor();

      await g.page.getByRole('tab', { name: 'Brand' }).click();
      await g.page.getByLabel('Main colour', { exact: true }).fill('#0B3D2E');
      await g.page.keyboard.press('Tab');
      await g.page.getByRole('button', { name: 'Pick the accent colour' }).click();
      await g.page
        .getByRole('option', { name: /yellow/i })
        .first()
        .click();
      await g.expectAccessible();
      await g.page.keyboard.press('Escape');
      const logo = sampleImages.find(({ name }) => /logo/.test(name))?.path ?? '';
      const light = g.page.getByRole('group', { name: 'Logo on dark grounds' });
      await light.locator('input[type=file]').setInputFiles(logo);
      await light.getByRole('img').waitFor();
      await g.page.getByRole('button', { name: 'Save the brand' }).click();
      await g.page.getByText('Saved').waitFor();
      await g.expectAccessible();

      const id = idInAddress();
      const { brand } = await ask<{ brand: { primary: string; accent: string; logos: { light: string } } }>(
        `/v1/projects/${id}`,
      );
      expect(brand).toMatchObject({ primary: '#0b3d2e', accent: expect.stringMatching(/^#/) });
      const order = { kind: 'AD', projectId: id, copy: { headline: 'Hallo' }, variants: 1, formats: ['square'] };
      const made = await ask<{ id: string; spec: { brand: object }; assets: object[] }>(
        '/v1/generations',
        'POST',
        order,
      );
      expect(made.spec.brand).toEqual({ primary: brand.primary, accent: brand.accent });
      await g.page.getByRole('tab', { name: 'Pictures' }).click();
      await g.page.getByRole('grid', { name: 'Pictures' }).getByRole('row').waitFor({ timeout: 120_000 });
      await g.expectAccessible();
      await g.page.getByRole('link', { name: 'Create pictures' }).click();
      await g.page.getByRole('button', { name: 'Frühling Project' }).waitFor();
      await g.page.goBack();
      expect(g.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'a project is archived and comes back; deleting it says what stays',
    async () => {
      const id = idInAddress();
      await g.page.getByRole('tab', { name: 'Images' }).click();
      await g.page.getByText('No images yet').waitFor();
      const mara = sampleImages.find(({ name }) => name === 'mara')?.path ?? '';
      await g.page.locator('input[type=file]:not([capture])').setInputFiles(mara);
      await g.page.getByRole('link', { name: /mara/ }).waitFor();
      await g.page.getByRole('tab', { name: 'Images 1' }).waitFor();
      await g.expectAccessible();
      await g.page.getByRole('button', { name: 'Archive', exact: true }).click();
      await g.page.getByText('It is archived').waitFor();
      await g.page.getByRole('link', { name: 'Projects' }).last().click();
      await g.page.getByRole('heading', { name: 'One place for each campaign' }).waitFor();
      await g.page.getByRole('radio', { name: 'Archived' }).click();
      await g.page.getByRole('link', { name: 'Frühling' }).waitFor();
      await g.expectAccessible();
      await g.page.setViewportSize({ width: 360, height: 740 });
      expect(await g.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await g.page.getByRole('link', { name: 'Frühling' }).click();
      await g.page.getByRole('button', { name: 'Take out of the archive' }).click();
      await g.page.getByRole('button', { name: 'Archive', exact: true }).waitFor();
      expect(await g.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await g.page.setViewportSize({ width: 1280, height: 800 });

      await g.page.getByRole('button', { name: 'Delete', exact: true }).click();
      const question = g.page.getByRole('alertdialog', { name: 'Delete “Frühling”?' });
      await question.getByText('Its 1 picture and 1 image stay').waitFor();
      await g.expectAccessible();
      await question.getByRole('button', { name: 'Delete the project' }).click();
      await g.page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
      expect((await ask<{ items: object[] }>('/v1/outputs')).items).toMatchObject([{ projectId: null }]);
      expect((await ask<{ status: number }>(`/v1/projects/${id}`)).status).toBe(404);
    },
    PATIENCE_MS,
  );

  test(
    'who orders in a project that was archived or deleted meanwhile is told, and may choose another one',
    async () => {
      const { id } = await ask<{ id: string }>('/v1/projects', 'POST', { name: 'Winter' });
      await ask(`/v1/projects/${id}`, 'PATCH', { archived: true });
      const chosen = g.page.getByRole('button', { name: /Project$/ });
      await g.page.goto(g.at(`/create?project=${id}`));
      await g.page.getByText('It is archived, and takes no orders. Choose another one.').waitFor();
      expect(await chosen.textContent()).toContain('Winter');
      await g.expectAccessible();
      await ask(`/v1/projects/${id}`, 'DELETE');
      await g.page.goto(g.at(`/create?project=${id}`));
      await g.page.getByText('It is not there any more. Choose another one.').waitFor();
      expect(await chosen.textContent()).toContain('A deleted project');
      await chosen.click();
      await g.page.getByRole('option', { name: 'None' }).click();
      await chosen.waitFor({ state: 'detached' });
    },
    PATIENCE_MS,
  );
});
