import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '../../..');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/** Builds the gallery's pages as they are shipped into the folder: a few seconds. Throws what the builder says. */
export async function buildPages(folder: string): Promise<void> {
  const given = ['build', join(ROOT, 'apps/web'), '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  const vite = spawn(process.execPath, [VITE, ...given], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(vite.stdout), text(vite.stderr), once(vite, 'close')]);
  if (code !== 0) throw new Error(`The pages could not be built: ${(errors || output).trim()}`);
}
