import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';

const FOLDER = join(import.meta.dirname, 'screens');
/** `UPDATE_SCREENS=1 npm test -- apps/web/test/screenshots` takes them anew: look at each before it is committed. */
const UPDATE = process.env.UPDATE_SCREENS === '1';
/** Half of the size keeps what a person would see, and drops how one version of a browser smooths its letters. */
const SCALE = 0.5;
/** How far a pixel may be off, of the way from black to white, and how many of a hundred may be further. */
const THRESHOLD = 0.12;
const MOST_PERCENT = 0.6;
/** Photographs fill such a screen: it may lose what nobody sees. */
const LARGE_BYTES = 60_000;

export const WIDTHS = [
  { width: 1280, height: 800 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
] as const;
export const THEMES = ['light', 'dark'] as const;

/**
 * Answers what is wrong with the page at each width and in each theme, compared with the screens that are checked in; what
 * it looks like instead is written beside them, as `*.now.png`. `hidden` is a stylesheet of what changes by itself.
 */
export async function differencesOf(page: Page, name: string, hidden = ''): Promise<string[]> {
  const told: string[] = [];
  await page.evaluate(`(${hide})(${JSON.stringify(hidden)})`);
  for (const viewport of WIDTHS) {
    await page.setViewportSize(viewport);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settled(page);
      const screen = join(FOLDER, `${name}-${viewport.width}-${colorScheme}`);
      const shown = await halved(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
      const difference = UPDATE ? await keep(screen, shown) : await compare(screen, shown);
      if (difference) told.push(`${name}, ${viewport.width} px, ${colorScheme}: ${difference}`);
    }
  }
  return told;
}

/** By no element: the page allows none that is a style. */
const hide = `(hidden) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(hidden);
  document.adoptedStyleSheets = [sheet];
}`;

/** Frames: pages that are photographed have a clock that stands still. */
const CALM_FRAMES = 6;
const MOST_FRAMES = 600;

const loaded = `new Promise((done) => {
  const waits = '[role="status"][aria-label^="Loading"], .cell.waiting, .picture:not(:has(.shown))';
  let calm = 0;
  let frames = 0;
  const look = () => {
    calm = document.querySelector(waits) ? 0 : calm + 1;
    frames += 1;
    return calm === ${CALM_FRAMES} || frames === ${MOST_FRAMES} ? done() : requestAnimationFrame(look);
  };
  look();
})`;

/** Nothing is loading, and fonts and all pictures that are in the page have been drawn. No network is idle that brings events. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(loaded);
  await page.evaluate(`document.fonts.ready.then(() => Promise.all(
    [...document.images].map((image) => image.decode().catch(() => undefined))))`);
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
}

async function halved(png: Buffer): Promise<Sharp> {
  const { width = 0 } = await sharp(png).metadata();
  return sharp(png)
    .removeAlpha()
    .resize(Math.round(width * SCALE));
}

async function keep(screen: string, shown: Sharp): Promise<undefined> {
  await mkdir(FOLDER, { recursive: true });
  const exact = await shown.clone().webp({ nearLossless: true, quality: 60, effort: 6 }).toBuffer();
  const small = () => shown.clone().webp({ quality: 84, smartSubsample: true, effort: 6 }).toBuffer();
  await writeFile(`${screen}.webp`, exact.length > LARGE_BYTES ? await small() : exact);
}

async function compare(screen: string, shown: Sharp): Promise<string | undefined> {
  if (!existsSync(`${screen}.webp`)) return 'there is no screen to compare with';
  const [now, kept] = await Promise.all([
    pixelsOf(shown),
    readFile(`${screen}.webp`).then((file) => pixelsOf(sharp(file))),
  ]);
  const { width, height } = now.info;
  if (kept.info.width !== width || kept.info.height !== height) return 'the size of the screen has changed';
  const off = pixelmatch(kept.data, now.data, undefined, width, height, { threshold: THRESHOLD });
  const percent = (100 * off) / (width * height);
  if (percent <= MOST_PERCENT) return undefined;
  await writeFile(`${screen}.now.png`, await shown.png().toBuffer());
  return `${percent.toFixed(1)} % of the pixels differ`;
}

function pixelsOf(image: Sharp) {
  return image.clone().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
}
