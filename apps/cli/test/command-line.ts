import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'apps/cli/src/main.ts');

export interface CommandLine {
  readonly child: ChildProcess;
  /** All that it has written so far. */
  output(): string;
  /** Resolves when the text has been written; rejects when it ends before. */
  until(text: string): Promise<void>;
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** The command, as npm starts it: by the launcher. */
export function byLauncher(...args: string[]): CommandLine {
  return observed(spawn(process.execPath, [join(root, 'scripts/run.mjs'), 'apps/cli/src/main.ts', ...args], options()));
}

interface As {
  uid?: number;
  gid?: number;
  /** In addition to the environment of the tests. */
  env?: Record<string, string>;
}

export function directly(args: string[], { env, ...as }: As = {}): CommandLine {
  return observed(spawn(process.execPath, [cli, ...args], { ...options(), ...as, env: { ...process.env, ...env } }));
}

function options() {
  // Its own process group, as in a terminal: signals of the tests must not reach the tests themselves.
  return { detached: true, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
}

function observed(child: ChildProcess): CommandLine {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
      child.emit('output');
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  return {
    child,
    output: () => output,
    ended,
    async until(text) {
      while (!output.includes(text)) {
        const over = ended.then((code) => Promise.reject(new Error(`ended with ${code} before "${text}":\n${output}`)));
        await Promise.race([once(child, 'output'), over]);
      }
    },
  };
}

/** The process and everything below it, with their command lines. */
export function familyOf(pid: number | undefined): Map<number, string> {
  const all = execFileSync('ps', ['-eww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, id, parent, args]) => ({ id: Number(id), parent: Number(parent), args: args ?? '' }));
  const family = new Map<number, string>();
  const add = (id: number | undefined) => {
    const found = all.find((process) => process.id === id);
    if (!found) return;
    family.set(found.id, found.args);
    for (const child of all) if (child.parent === found.id) add(child.id);
  };
  add(pid);
  return family;
}

/** The processes of a family that are still alive after that time. */
export async function survivorsOf(family: Map<number, string>, seconds: number): Promise<string[]> {
  const alive = () => [...family].filter(([pid, args]) => commandLineOf(pid) === args).map(([, args]) => args);
  for (const deadline = Date.now() + seconds * 1000; alive().length > 0 && Date.now() < deadline; ) await delay(100);
  return alive();
}

function commandLineOf(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trimEnd();
  } catch {
    return undefined;
  }
}
