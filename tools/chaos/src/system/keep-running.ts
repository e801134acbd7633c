import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { startTied, type TiedProcess } from '@proofsheet/embedded';
import type { Program } from '@proofsheet/local-system';

/** A program that is kept running, and what faults do to it. */
export interface RunningProgram {
  kill(): void;
  /** SIGTERM: it may finish what it is at. */
  drain(): void;
  /**
   * SIGSTOP, and SIGCONT after that time or sooner by the signal. False when it had died by then, so that nobody woke
   * up.
   */
  freeze(milliseconds: number, wake?: AbortSignal): Promise<boolean>;
  /** For good. */
  stop(graceMs: number): Promise<void>;
  /**
   * Milliseconds since it first said that it had something in its hands, or woke up; 0 until then, and while it is
   * frozen.
   */
  atWork(): number;
  /** The generation that it last said to have in its hands. */
  readonly inHands: string | undefined;
  /** How often it ended without being told to. */
  readonly crashes: number;
}

export interface KeepOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** The message with which it says that it has something in its hands. */
  readonly workWord: string;
  readonly onLogLine: (line: LogLine) => void;
}

/** Longer than any grace time that a program is given here. */
const DRAIN_MS = 20_000;

export interface LogLine {
  readonly msg?: string;
  readonly code?: string;
  readonly generationId?: string;
}

/** Starts a program, and starts it again at once whenever it ends, as a service manager does. */
export function keepRunning(program: Program, { env, logFile, workWord, onLogLine }: KeepOptions): RunningProgram {
  let stopping = false;
  let told = false;
  let workingSince: number | undefined;
  let inHands: string | undefined;
  let crashes = 0;
  let current = begin();

  function begin(): TiedProcess {
    told = false;
    workingSince = undefined;
    const onLine = (text: string) => {
      appendFileSync(logFile, `${text}\n`);
      const line = parsed(text);
      if (line.msg === workWord) {
        workingSince ??= performance.now();
        inHands = line.generationId;
      }
      onLogLine(line);
    };
    const started = startTied({ ...program, env: { ...env, PARENT_WATCH: '1' }, logFile, onLine });
    void started.exited.then(({ code, signal }) => {
      if (!told) crashes += 1;
      if (!told) appendFileSync(logFile, `{"msg":"ended with ${signal ?? code} without being told to"}\n`);
      if (!stopping) current = begin();
    });
    return started;
  }
  return {
    atWork: () => (workingSince === undefined ? 0 : performance.now() - workingSince),
    kill() {
      told = true;
      workingSince = undefined;
      current.kill();
    },
    drain() {
      told = true;
      workingSince = undefined;
      void current.stop(DRAIN_MS);
    },
    async freeze(milliseconds, wake) {
      const frozen = current;
      workingSince = undefined;
      const woke = (await stopAndContinue(frozen.pid, milliseconds, wake)) && frozen === current;
      if (woke) workingSince = performance.now();
      return woke;
    },
    async stop(graceMs) {
      stopping = true;
      told = true;
      await current.stop(graceMs);
    },
    get inHands() {
      return inHands;
    },
    get crashes() {
      return crashes;
    },
  };
}

/** By a shell of its own: when this process dies in between, what it has frozen still wakes up, and ends with it. */
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
