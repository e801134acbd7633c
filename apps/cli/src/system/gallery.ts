import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CommandError } from '../command-error.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const WEB = join(ROOT, 'apps/web');
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
  const vite = spawn(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: WEB,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(vite.stdout), text(vite.stderr), once(vite, 'close')]);
  if (code !== 0) throw new CommandError(`The pages could not be built: ${(errors || output).trim()}`);
}

function isFresh(): boolean {
  const built = join(WEB, 'dist/index.html');
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  return SOURCES.every((pattern) =>
    globSync(pattern, { cwd: ROOT }).every((file) => statSync(join(ROOT, file)).mtimeMs <= mtimeMs),
  );
}
