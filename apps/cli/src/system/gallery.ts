import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages } from '@proofsheet/local-system';
import { CommandError } from '../command-error.ts';

const ROOT = join(import.meta.dirname, '../../../..');
/** Where the API looks for them unless told otherwise. */
const PAGES = join(ROOT, 'apps/web/dist');
/** All that the pages are built from, of this repository. */
const SOURCES = [
  'apps/web/{src,public}/**/*',
  'apps/web/*.{html,json,ts}',
  'packages/client/src/**/*',
  'package-lock.json',
];

/** Builds the pages where they have not been, or are older than what they are built from: a few seconds, once. */
export async function buildGallery(say: (line: string) => void): Promise<void> {
  if (isFresh()) return;
  say('Building the pages (once, and when they change) ...');
  await buildPages(PAGES).catch((error: Error) => {
    throw new CommandError(error.message);
  });
}

function isFresh(): boolean {
  const built = join(PAGES, 'index.html');
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  return SOURCES.every((pattern) =>
    globSync(pattern, { cwd: ROOT }).every((file) => statSync(join(ROOT, file)).mtimeMs <= mtimeMs),
  );
}
