import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSignInLink, findGoodKey } from '@proofsheet/database';
import { buildPages } from '@proofsheet/local-system';
import { type Metric, metric } from '@proofsheet/metrics';
import { sampleImages } from '@proofsheet/samples';
import { BROWSER } from '@proofsheet/testkit/browser';
import { clientOf } from '../system/client.ts';
import { openAuditingBrowser } from '../system/lighthouse.ts';
import { type BenchedSystem, startBenchedSystem } from '../system/start.ts';

/** Each with as many proofs as the form proposes. */
const ORDERS = 6;
const VARIANTS = 4;
/** Lighthouse varies from run to run: its middle one counts, as its makers advise. */
const RUNS = 3;

/** What Lighthouse says of the built pages: the sign-in, and signed in those with pictures on them. Absolute, but on a simulated machine. */
export async function measurePages(env: NodeJS.ProcessEnv): Promise<Metric[]> {
  if (!BROWSER) return [];
  const pages = await mkdtemp(join(tmpdir(), 'proofsheet-pages-'));
  try {
    await buildPages(pages);
    const system = await startBenchedSystem('postgres', { ...env, NODE_ENV: 'production', GALLERY_FOLDER: pages });
    if (system === undefined) return [];
    return await auditPages(system).finally(() => system.stop());
  } finally {
    await rm(pages, { recursive: true, force: true });
  }
}

async function auditPages(system: BenchedSystem): Promise<Metric[]> {
  const sheet = await fillGallery(system);
  const { userId } = (await findGoodKey(system.db, system.key)) ?? {};
  if (userId === undefined) throw new Error('The key of this run is not known.');
  const link = await createSignInLink(system.db, { userId, minutes: 5 });
  return [
    ...(await audit(system.api, '/sign-in', { 'sign in': '/sign-in' })),
    ...(await audit(system.api, `/sign-in#enter=${link}`, {
      pictures: '/',
      create: '/create',
      'proof sheet': `/sheets/${sheet}`,
    })),
  ];
}

/** Audits the pages, by their names, in a browser that has opened `first`. */
async function audit(api: string, first: string, pages: Readonly<Record<string, string>>): Promise<Metric[]> {
  const browser = await openAuditingBrowser(api + first);
  const metrics: Metric[] = [];
  try {
    for (const [name, path] of Object.entries(pages)) {
      for (const screen of ['desktop', 'phone'] as const) {
        const runs = [];
        for (let run = 0; run < RUNS; run += 1) runs.push(await browser.audit(api + path, screen));
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
    }
  } finally {
    await browser.close();
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
