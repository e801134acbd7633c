import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTied, type TiedProcess } from '@proofsheet/embedded';
import type { Program } from '@proofsheet/local-system';

/** A program that is kept running, and what faults can do to it. */
export interface RunningProgram {
  kill(): void;
  /** SIGTERM: it may finish its running work. */
  drain(): void;
  /**
   * SIGSTOP, then SIGCONT after that time or when `wake` is aborted. False when it was killed meanwhile and never woke
   * up.
   */
  freeze(milliseconds: number, wake?: AbortSignal): Promise<boolean>;
  /** Stops it for good. */
  stop(graceMs: number): Promise<void>;
  /** Sets its clock off by that many seconds, also for those that are started after it. 0: the right time. */
  setClock(offSeconds: number): void;
  /** Milliseconds since it first logged its busy message, or since it woke up; 0 before that and while it is frozen. */
  busyMs(): number;
  /** The generation that it claimed last. */
  readonly claimed: string | undefined;
  /** The generations that it has claimed and not ended. */
  readonly atWork: ReadonlySet<string>;
  /** How often it ended by itself. */
  readonly crashes: number;
}

export interface KeepOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** The log message that tells that it has begun to work. */
  readonly busyMessage: string;
  readonly onLogLine: (line: LogLine) => void;
}

const END_OF_ATTEMPT = /^generation (completed|failed|released)|^attempt (given up|not ended)/;
const WORKER_CLOCK = join(import.meta.dirname, 'worker-clock.ts');
/** Longer than any grace time of a program here. */
const DRAIN_MS = 20_000;

export interface LogLine {
  readonly msg?: string;
  readonly code?: string;
  readonly generationId?: string;
}

/** Starts a program and restarts it whenever it ends, as a service manager does. */
export function keepRunning(program: Program, { env, logFile, busyMessage, onLogLine }: KeepOptions): RunningProgram {
  const clockFile = `${logFile}.clock`;
  const nodeOptions = [...(program.nodeOptions ?? []), '--import', WORKER_CLOCK];
  let stopping = false;
  let told = false;
  let busySince: number | undefined;
  let claimed: string | undefined;
  const atWork = new Set<string>();
  let crashes = 0;
  let current = begin();

  function begin(): TiedProcess {
    told = false;
    busySince = undefined;
    atWork.clear();
    const onLine = (text: string) => {
      appendFileSync(logFile, `${text}\n`);
      const line = parsed(text);
      if (line.msg === busyMessage) {
        busySince ??= performance.now();
        claimed = line.generationId;
        if (claimed !== undefined) atWork.add(claimed);
      } else if (line.generationId !== undefined && END_OF_ATTEMPT.test(line.msg ?? ''))
        atWork.delete(line.generationId);
      onLogLine(line);
    };
    const started = startTied({
      ...{ ...program, nodeOptions, logFile, onLine },
      env: { ...env, PARENT_WATCH: '1', CHAOS_CLOCK_FILE: clockFile },
    });
    void started.exited.then(({ code, signal }) => {
      if (!told) crashes += 1;
      if (!told) appendFileSync(logFile, `{"msg":"ended with ${signal ?? code} without being told to"}\n`);
      if (!stopping) current = begin();
    });
    return started;
  }
  return {
    busyMs: () => (busySince === undefined ? 0 : performance.now() - busySince),
    kill() {
      told = true;
      atWork.clear();
      busySince = undefined;
      current.kill();
    },
    drain() {
      told = true;
      busySince = undefined;
      void current.stop(DRAIN_MS);
    },
    async freeze(milliseconds, wake) {
      const frozen = current;
      busySince = undefined;
      const woke = (await stopAndContinue(frozen.pid, milliseconds, wake)) && frozen === current;
      if (woke) busySince = performance.now();
      return woke;
    },
    setClock: (offSeconds) => writeFileSync(clockFile, `${offSeconds}`),
    async stop(graceMs) {
      stopping = true;
      told = true;
      await current.stop(graceMs);
    },
    atWork,
    get claimed() {
      return claimed;
    },
    get crashes() {
      return crashes;
    },
  };
}

/** A separate shell does it, so that the program wakes up, and ends, even when this process dies in between. */
function stopAndContinue(pid: number, milliseconds: number, wake?: AbortSignal): Promise<boolean> {
  const script = 'trap : TERM; kill -STOP "$1" && { sleep "$2" & wait $!; kill -CONT "$1"; }';
  const args = ['-c', script, 'freeze', `${pid}`, `${milliseconds / 1000}`];
  const shell = spawn('sh', args, { detached: true, stdio: 'ignore' });
  wake?.addEventListener('abort', () => shell.kill('SIGTERM'), { once: true });
  return new Promise((resolve) => {
    shell.once('error', () => resolve(false));
    shell.once('exit', (code) => resolve(code === 0));
  });
}

function parsed(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
