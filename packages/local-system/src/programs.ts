import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startTied, type TiedProcess } from '@proofsheet/embedded';

const APPS = join(import.meta.dirname, '../../../apps');
/** What a worker needs after its grace time to give back unfinished jobs and to close. */
const UNWIND_SECONDS = 7;
const LARGE_LOG_BYTES = 10_000_000;

export interface Program {
  readonly file: string;
  readonly nodeOptions?: readonly string[];
}

/** The programs that an operator starts, by the same files, told everything by the environment. */
export const PROGRAMS = {
  api: { file: join(APPS, 'api/src/main.ts') },
  // Images are large and heaps small: the collector's helper threads would find little to do, and take the cores that
  // other images are rendered on. The pixels of a few images, which are given back at once, are more than such a heap:
  // at V8's own limit it is looked through for every few pictures, which took a tenth of their time.
  worker: {
    file: join(APPS, 'worker/src/main.ts'),
    nodeOptions: ['--single-threaded-gc', '--heap-growing-percent=200'],
  },
} as const satisfies Record<string, Program>;

export interface ProgramOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** How long running work may go on when the program is stopped. */
  readonly graceSeconds: number;
}

/** Starts one of them, tied to this process, which it never outlives. */
export function startProgram(
  program: Program,
  { env, logFile, graceSeconds }: ProgramOptions,
): Pick<TiedProcess, 'exited'> & { stop(): Promise<void> } {
  makeRoom(logFile);
  const child = startTied({ ...program, env: { ...env, PARENT_WATCH: '1' }, logFile });
  return { exited: child.exited, stop: () => child.stop((graceSeconds + UNWIND_SECONDS) * 1000) };
}

/** One older log is kept: a system that runs for months must not fill the disk by its restarts. */
function makeRoom(logFile: string): void {
  mkdirSync(dirname(logFile), { recursive: true });
  if (existsSync(logFile) && statSync(logFile).size > LARGE_LOG_BYTES) renameSync(logFile, `${logFile}.1`);
}
