/**
 * Runs one TypeScript file under the Node that this project pins, after installing what the lock file names.
 *
 *     node scripts/run.mjs [--option-of-node ...] <file.ts> [arguments]
 *
 * Plain JavaScript without a dependency: this is the one file that runs before anything is installed, under any Node
 * that the machine has.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** What Node compiled, for every process below this one: a worker starts in half the time. `npm ci` empties it. */
const compiled = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/node');
const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * npm writes its hidden lock file last: when it is missing or older than the lock file, the install is not finished.
 */
function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed) || !existsSync(pinnedNode)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function install() {
  process.stderr.write('Installing dependencies (once, and when the lock file changes) ...\n');
  const { status, signal } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    // package.json refuses its install script, which downloads GPU libraries; an npm before 11 does not read that.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (status === 0) return;
  if (signal === null) process.stderr.write('npm ci failed: see its message above. Is the npm registry reachable?\n');
  process.exit(status ?? exitCodeOf(signal));
}

/** The exit code that a shell reports for a program that a signal ended. */
function exitCodeOf(signal) {
  return 128 + (constants.signals[signal] ?? 0);
}

/**
 * The processes that started this one: the parent and its parent, since npm starts scripts by a shell. Without /proc
 * only the parent is known, which is enough where the shell has replaced itself by this process.
 */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`;
  } catch {
    return `${process.ppid}`;
  }
}

function run(options, file, args) {
  // The channel carries nothing: it closes when this process ends, even by SIGKILL, which tells the child to stop.
  const child = spawn(pinnedNode, [...options, join(root, file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${dirname(pinnedNode)}${delimiter}${process.env.PATH}`,
      NODE_COMPILE_CACHE: compiled,
    },
  });
  // A terminal sends Ctrl-C to the whole group, npm and other programs to one process: passed on, it may arrive twice.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? exitCodeOf(signal)));
  // When npm is killed, nothing tells this process, and the shell in between passes nothing on.
  if (process.env.npm_lifecycle_event === undefined) return;
  const startedBy = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === startedBy) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
}

const given = process.argv.slice(2);
const at = given.findIndex((argument) => !argument.startsWith('--'));
if (!isInstalled()) install();
run(given.slice(0, at), given[at], given.slice(at + 1));
