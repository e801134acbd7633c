import { mkdtemp, rm } from 'node:fs/promises';
import { constants, getPriority, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSignInLink, findGoodKey } from '@proofsheet/database';
import { buildPages } from '@proofsheet/local-system';
import { type Metric, metric } from '@proofsheet/metrics';
import { sampleImages } from '@proofsheet/samples';
import { BROWSER } from '@proofsheet/testkit/browser';
import { clientOf } from '../system/client.ts';
import { type AuditingBrowser, openAuditingBrowser } from '../system/lighthouse.ts';
import { type BenchedSystem, startBenchedSystem } from '../system/start.ts';

/** Each with as many proofs as the form proposes. */
const ORDERS = 6;
const VARIANTS = 4;
/** Lighthouse varies from run to run: its middle one counts, as its makers advise. */
const RUNS = 3;

/** What Lighthouse says of the built pages: the sign-in, and signed in those with pictures on them. Absolute, but on a simulated machine. */
export async function measurePages(env: NodeJS.ProcessEnv): Promise<Metric[]> {
  if (!BROWSER) return [];
  await using opened = new AsyncDisposableStack();
  const pages = await mkdtemp(join(tmpdir(), 'proofsheet-pages-'));
  opened.defer(() => rm(pages, { recursive: true, force: true }));
  await buildPages(pages);
  const browser = await openAuditingBrowser();
  opened.defer(() => browser.close());
  opened.defer(standBack());
  const system = await startBenchedSystem('postgres', { ...env, NODE_ENV: 'production', GALLERY_FOLDER: pages });
  if (system === undefined) return [];
  opened.defer(() => system.stop());
  return await auditPages(system, browser);
}

/**
 * Has the servers that are started from now on, and Lighthouse itself, wait for the browser, which runs already: they are
 * elsewhere than the phone or the desktop that is simulated. Answers what ends that, where the system lets it.
 */
function standBack(): () => void {
  const before = getPriority();
  setPriority(constants.priority.PRIORITY_LOW);
  return () => {
    try {
      setPriority(before);
    } catch {
      // Who is not root cannot: what is measured after this then waits for others, too.
    }
  };
}

async function auditPages(system: BenchedSystem, browser: AuditingBrowser): Promise<Metric[]> {
  const sheet = await fillGallery(system);
  const { userId } = (await findGoodKey(system.db, system.key)) ?? {};
  if (userId === undefined) throw new Error('The key of this run is not known.');
  const link = await createSignInLink(system.db, { userId, minutes: 5 });
  const signIn = `${system.api}/sign-in`;
  const metrics = await audit(browser, 'sign in', signIn);
  await browser.open(`${signIn}#enter=${link}`);
  metrics.push(...(await audit(browser, 'pictures', `${system.api}/`)));
  metrics.push(...(await audit(browser, 'create', `${system.api}/create`)));
  metrics.push(...(await audit(browser, 'proof sheet', `${system.api}/sheets/${sheet}`)));
  return metrics;
}

async function audit(browser: AuditingBrowser, name: string, url: string): Promise<Metric[]> {
  const metrics: Metric[] = [];
  for (const screen of ['desktop', 'phone'] as const) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await browser.audit(url, screen));
    const middle = runs.toSorted((one, other) => one.performance - other.performance)[Math.floor(RUNS / 2)];
    if (middle === undefined) continue;
    const on = (what: string) => `${name}, ${screen}: ${what}`;
    for (const complaint of middle.complaints) process.stderr.write(`${on(complaint)}\n`);
    metrics.push(
      metric(on('performance'), middle.performance, 'of 100', { atLeast: 95 }),
      metric(on('accessibility'), middle.accessibility, 'of 100', { atLeast: 95 }),
      metric(on('first content'), middle.firstContentMs, 'ms', screen === 'desktop' ? { atMost: 1_000 } : null),
      metric(on('largest content'), middle.largestContentMs, 'ms'),
    );
  }
  return metrics;
}

/** Answers the generation whose proof sheet is looked at. */
async function fillGallery(system: BenchedSystem): Promise<string> {
  const client = clientOf(system);
  const photographs = sampleImages.filter(({ role }) => role === 'PERSON' || role === 'PRODUCT');
  const ids: string[] = [];
  for (let nth = 0; nth < ORDERS; nth += 1) {
    const photograph = photographs[nth % photographs.length];
    if (photograph === undefined) throw new Error('There are no samples.');
    const assetId = await client.upload(photograph.path, photograph.role);
    const copy = { headline: 'I tried **everything**' };
    const order = { kind: 'THUMBNAIL', copy, variants: VARIANTS, assets: [{ assetId }], seed: nth };
    ids.push((await client.submit(order)).id);
  }
  await client.untilCompleted(ids);
  return ids[0] ?? '';
}
