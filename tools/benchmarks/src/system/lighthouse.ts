import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@proofsheet/embedded';
import { BROWSER } from '@proofsheet/testkit/browser';
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
  audit(url: string, screen: Screen): Promise<Audit>;
  close(): Promise<void>;
}

/** A browser that has opened the address, by which it may have signed in, and audits pages by Lighthouse, each with an empty cache. */
export async function openAuditingBrowser(address: string): Promise<AuditingBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'proofsheet-lighthouse-'));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: BROWSER as string,
    // Chromium does not start its sandbox under root, as in a container.
    args: ['--no-sandbox', `--remote-debugging-port=${port}`],
  });
  const [page = await context.newPage()] = context.pages();
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return {
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
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
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
