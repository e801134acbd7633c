/**
 * Runs one TypeScript file under the Node that this project pins, after installing what the lock file names.
 *
 *     node scripts/run.mjs <file.ts> [arguments]
 *
 * Plain JavaScript without a dependency: this is the one file that runs before anything is installed, and
 * under whatever Node the machine has.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** npm writes its hidden lock file last: older than the lock file, or missing, means an unfinished install. */
function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed) || !existsSync(pinnedNode)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function install() {
  process.stderr.write('Installing dependencies (once, and when the lock file changes) ...\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('npm ci failed: see its message above. Is the npm registry reachable?\n');
    process.exit(status ?? 1);
  }
}

const [file, ...rest] = process.argv.slice(2);
if (!isInstalled()) install();

const child = spawn(pinnedNode, [join(root, file), ...rest], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(pinnedNode)}:${process.env.PATH}` },
});
// A terminal's Ctrl-C reaches the whole process group; signals sent to this process alone are passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
