import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { FONT, fontFile, OVERLAY, type Part, SIZE } from './overlay.ts';

/** Where Debian's package `chromium` puts it. */
const PROGRAM = '/usr/bin/chromium';

export interface BrowserPeer {
  /** The overlay on transparent ground, as a PNG. */
  overlay(): Promise<Buffer>;
  /** The overlay on the photograph, as a JPEG. */
  output(): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * A headless browser that stays open on one page with its font loaded: each call replaces the page's content and takes
 * a screenshot. Undefined where Chromium is not installed.
 */
export async function openChromium(photo: Buffer): Promise<BrowserPeer | undefined> {
  if (!existsSync(PROGRAM)) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-chromium-'));
  await writeFile(join(folder, 'photo.jpg'), photo);
  const font = (await fontFile('woff2')).toString('base64');
  const face = `@font-face { font-family: ${FONT}; src: url(data:font/woff2;base64,${font}) }`;
  await writeFile(join(folder, 'page.html'), `<style>${face} body { margin: 0; background: transparent }</style>`);
  // Chromium does not start its sandbox under root, as in a container.
  const browser = await chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(`file://${folder}/page.html`);
  let taken = 0;
  return {
    async overlay() {
      await show(page, htmlOf(OVERLAY));
      return page.screenshot({ type: 'png', omitBackground: true });
    },
    async output() {
      // A new address each time, because the browser keeps decoded images.
      const place = 'position:absolute;width:1280px;height:720px;object-fit:cover;z-index:-1';
      await show(page, `<img src="photo.jpg?${taken++}" style="${place}">${htmlOf(OVERLAY)}`);
      return page.screenshot({ type: 'jpeg', quality: 85 });
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function show(page: Page, html: string): Promise<void> {
  const script = `(async () => {
    document.body.innerHTML = ${JSON.stringify(html)};
    await document.fonts.ready;
    for (const image of document.images) await image.decode();
  })()`;
  await page.evaluate(script);
}

function htmlOf({ style, children }: Part): string {
  const inside = typeof children === 'string' ? children : children.map(htmlOf).join('');
  return `<div style="${cssOf(style)}">${inside}</div>`;
}

/** Numbers are pixels, except for a line's height. */
function cssOf(style: Part['style']): string {
  return Object.entries(style)
    .map(([name, value]) => {
      const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `${property}:${typeof value === 'number' && name !== 'lineHeight' ? `${value}px` : value}`;
    })
    .join(';');
}
