import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startTied } from '@proofsheet/embedded';
import type { Part } from './supervise.ts';

const apps = join(import.meta.dirname, '../../..');
/** What a worker needs behind its grace to give back what it has not finished, and to close. */
const UNWIND_SECONDS = 7;
const LARGE_LOG_BYTES = 10_000_000;

interface Program {
  readonly file: string;
  readonly nodeOptions?: readonly string[];
}

/** The programs that an operator would start as well: the same files, told everything by the environment. */
export const programs = {
  api: { file: join(apps, 'api/src/main.ts') },
  // Images are large and heaps small: the collector's helper threads would find little to do, and take the cores that
  // other images are rendered on. The pixels of a few images, which are given back at once, are more than such a heap:
  // at V8's own limit it is looked through for every few pictures, which took a tenth of their time.
  worker: {
    file: join(apps, 'worker/src/main.ts'),
    nodeOptions: ['--single-threaded-gc', '--heap-growing-percent=200'],
  },
} as const satisfies Record<string, Program>;

/** Starts one of them. It lets running work finish for the grace time, and never outlives this process. */
export function startProgram(program: Program, env: NodeJS.ProcessEnv, logFile: string, graceSeconds: number): Part {
  makeRoom(logFile);
  const child = startTied({ ...program, env: { ...env, PARENT_WATCH: '1' }, logFile });
  return { exited: child.exited, stop: () => child.stop((graceSeconds + UNWIND_SECONDS) * 1000) };
}

/** One older log is kept: a system that runs for months must not fill the disk by its restarts. */
function makeRoom(logFile: string): void {
  mkdirSync(dirname(logFile), { recursive: true });
  if (existsSync(logFile) && statSync(logFile).size > LARGE_LOG_BYTES) renameSync(logFile, `${logFile}.1`);
}

/** The last thing a log says, as a sentence: why a part ended, as far as it knew itself. */
export function lastWord(logFile: string): string | undefined {
  if (!existsSync(logFile)) return undefined;
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  const said = lines.findLast((line) => /"level":(50|60)|Error/.test(line)) ?? lines.at(-1);
  return said && readable(said);
}

function readable(line: string): string {
  try {
    const { msg, err } = JSON.parse(line);
    return [msg, err?.message].filter(Boolean).join(': ') || line;
  } catch {
    return line.trim();
  }
}
