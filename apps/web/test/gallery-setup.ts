import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages, type LocalSystem, startLocalSystem } from '@proofsheet/local-system';
import { BROWSER } from '@proofsheet/testkit/browser';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The system that all tests of the gallery share, each with a user of its own; null where there is no browser. */
    gallery: Pick<LocalSystem, 'api' | 'admin' | 'databaseUrl' | 'storage'> | null;
  }
}

/** Builds the pages as they are shipped, and starts the whole system that serves them, once for all files of tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!BROWSER) {
    project.provide('gallery', null);
    return async () => undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-gallery-'));
  const pages = join(folder, 'pages');
  // Receivers of webhooks and servers of tokens are of the tests' own.
  const env = { ...process.env, NODE_ENV: 'production', GALLERY_FOLDER: pages, OUTBOUND_ALLOW: '127.0.0.0/8' };
  await buildPages(pages);
  const system = await startLocalSystem({ folder: join(folder, 'system'), durable: false, env });
  const { api, admin, databaseUrl, storage } = system;
  project.provide('gallery', { api, admin, databaseUrl, storage });
  return async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
