import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium or Chrome on the PATH; undefined where there is none, and then these tests are skipped. */
export const BROWSER = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((file) => existsSync(file));

if (!BROWSER) process.stderr.write('No Chromium on the PATH: pages are not tried in a browser.\n');

/** It asks nothing of the network: pages of this machine only. */
export function openBrowser(): Promise<Browser> {
  // Chromium does not start its sandbox under root, as in a container.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
  return chromium.launch({ executablePath: BROWSER as string, args });
}
