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

/** The programs that an operator starts: the same files, configured by the environment alone. */
export const PROGRAMS = {
  api: { file: join(APPS, 'api/src/main.ts') },
  // Images are large and heaps small. The helper threads of the garbage collector would find little to do, and take the
  // cores that other images are rendered on. The pixels of a few images, which are released at once, are more than such
  // a heap: at V8's default limit it would be collected for every few pictures, which took a tenth of their time.
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

/** Starts one of them. It never outlives this process. */
export function startProgram(
  program: Program,
  { env, logFile, graceSeconds }: ProgramOptions,
): Pick<TiedProcess, 'exited'> & { stop(): Promise<void> } {
  makeRoom(logFile);
  const child = startTied({ ...program, env: { ...env, PARENT_WATCH: '1' }, logFile });
  return { exited: child.exited, stop: () => child.stop((graceSeconds + UNWIND_SECONDS) * 1000) };
}

/** Keeps one older log, so that a system that runs for months does not fill the disk. */
function makeRoom(logFile: string): void {
  mkdirSync(dirname(logFile), { recursive: true });
  if (existsSync(logFile) && statSync(logFile).size > LARGE_LOG_BYTES) renameSync(logFile, `${logFile}.1`);
}
