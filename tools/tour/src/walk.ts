import { sampleImages } from '@proofsheet/samples';
import type { Page } from 'playwright-core';
import type { Film } from './film.ts';

const HEADLINE = '30 days of **silence**';
/** Letters that are typed between two pictures. */
const AT_ONCE = 6;
const MADE_WITHIN_MS = 300_000;

/** From two files to proofs: uploaded, a headline is typed, the proof sheet fills in, and two of it are compared. */
export async function walk(page: Page, film: Film): Promise<void> {
  await page.getByRole('link', { name: 'Create', exact: true }).click();
  await page.getByLabel('Headline').waitFor();
  await film.take(1_200);

  await page.locator('input[type=file]:not([capture])').setInputFiles(['mara', 'orvane-logo'].map(pathOf));
  await page.getByRole('button', { name: /^Person What mara/ }).waitFor();
  await film.take(1_100);

  await page.getByLabel('Headline').focus();
  for (let typed = 0; typed < HEADLINE.length; typed += AT_ONCE) {
    await page.keyboard.type(HEADLINE.slice(typed, typed + AT_ONCE));
    await film.take(180);
  }
  await page.locator('.shot-image:not(.stale)').first().waitFor();
  await film.take(1_600);

  await page.getByRole('button', { name: 'Make 4 proofs' }).click();
  await page.getByRole('heading', { level: 1, name: '30 days of silence' }).waitFor();
  await film.take(600);
  const proofs = page.locator('figure.proof');
  for (let made = 0; made < 4; ) {
    await proofs.nth(made).waitFor({ timeout: MADE_WITHIN_MS });
    made = await proofs.count();
    await page
      .locator('.proof .shown')
      .nth(made - 1)
      .waitFor();
    await film.take(500);
  }
  await page.getByRole('link', { name: 'Download all' }).waitFor();
  await film.take(2_000);

  await page.getByRole('tab', { name: 'In its place' }).click();
  await page.locator('.video-picture .shown').nth(1).waitFor();
  await film.take(1_600);

  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByRole('slider').waitFor();
  await film.take(700);
  for (const key of [...moves('ArrowLeft', 5), ...moves('ArrowRight', 9), ...moves('ArrowLeft', 4)]) {
    await page.getByRole('slider').press(key);
    await film.take(90);
  }
  await film.take(1_200);
}

function pathOf(name: string): string {
  const image = sampleImages.find((one) => one.name === name);
  if (!image) throw new Error(`There is no sample image ${name}.`);
  return image.path;
}

function moves(key: string, times: number): string[] {
  return Array.from({ length: times }, () => key);
}
