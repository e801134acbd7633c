import { BROWSER } from '@proofsheet/testkit/browser';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';

/** The stream of events stays open, so that the network is never quiet: a page counts as loaded after this time. */
const LOADED_MS = 8_000;

export type Screen = 'desktop' | 'phone';

export interface Audit {
  /** Scores of 100. */
  readonly performance: number;
  readonly accessibility: number;
  /** Until something is seen, on the connection and the processor that Lighthouse simulates. */
  readonly firstContentMs: number;
  readonly largestContentMs: number;
  /** Names of what lost points, with what Lighthouse says of it. */
  readonly complaints: readonly string[];
}

export interface AuditingBrowser {
  /** Opens the address, by which it may sign in, until the page is there. */
  open(address: string): Promise<void>;
  audit(url: string, screen: Screen): Promise<Audit>;
  close(): void;
}

/**
 * A browser that audits pages by Lighthouse, each with an empty cache. While it audits nothing else is attached to it: for
 * a second debugger V8 notes where React's errors are made as it is run, and reads all of React again for that.
 */
export async function openAuditingBrowser(): Promise<AuditingBrowser> {
  // Chromium does not start its sandbox under root, as in a container.
  const chromeFlags = ['--headless=new', '--no-sandbox'];
  const { port, kill } = await launch({ chromePath: BROWSER as string, chromeFlags });
  return {
    async open(address) {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      try {
        const page = await (browser.contexts()[0] ?? (await browser.newContext())).newPage();
        await page.goto(address);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.close();
      } finally {
        await browser.close();
      }
    },
    async audit(url, screen) {
      const options = { port, logLevel: 'error', disableStorageReset: true } as const;
      const categories = ['performance', 'accessibility'];
      const config = screen === 'desktop' ? desktopConfig : { extends: 'lighthouse:default' };
      const result = await lighthouse(url, options, {
        ...config,
        settings: {
          ...config.settings,
          onlyCategories: categories,
          disableStorageReset: true,
          maxWaitForLoad: LOADED_MS,
        },
      });
      if (result === undefined) throw new Error(`Lighthouse says nothing of ${url}.`);
      return auditOf(result.lhr);
    },
    close: kill,
  };
}

type Lhr = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr'];

function auditOf({ categories, audits, runtimeError }: Lhr): Audit {
  if (runtimeError) throw new Error(runtimeError.message);
  const scoreOf = (category: string) => Math.round(100 * (categories[category]?.score ?? 0));
  const weighed = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
  return {
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    firstContentMs: audits['first-contentful-paint']?.numericValue ?? Number.NaN,
    largestContentMs: audits['largest-contentful-paint']?.numericValue ?? Number.NaN,
    complaints: weighed
      .map(({ id }) => audits[id])
      .filter((audit) => audit !== undefined && audit.score !== null && audit.score < 0.9)
      .map((audit) => `${audit?.title} ${audit?.displayValue ?? ''}`.trim()),
  };
}
