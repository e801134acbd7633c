import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process that never outlives this one. */
export interface TiedProcess {
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason; never rejects. */
  readonly exited: Promise<Exit>;
  /** Asks it to finish by SIGTERM and kills its whole group when it has not after the grace time. */
  stop(graceMs: number): Promise<void>;
  /** Kills its whole group at once. */
  kill(): void;
}

export interface TiedOptions {
  /** A TypeScript file, run by the Node of this process. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
  /** Left out, that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Everything it writes is appended here. */
  readonly logFile: string;
  /** Called with each line of its standard output, which is then not in the log file. */
  readonly onLine?: (line: string) => void;
}

const killers = new Set<() => void>();

// No child survives when this process ends by itself, by a thrown error included.
process.on('exit', () => {
  for (const kill of killers) kill();
});

/**
 * Starts a child that is tied to this process by its standard input: it closes when this process ends, even by
 * SIGKILL, and the child takes that for the order to stop. The child leads a process group of its own, so that the
 * terminal's Ctrl-C reaches only this process, which then stops its children in their order.
 */
export function startTied({ file, args = [], nodeOptions = [], env, logFile, onLine }: TiedOptions): TiedProcess {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...nodeOptions, file, ...args], {
    detached: true,
    stdio: ['pipe', onLine ? 'pipe' : log, log],
    env,
  });
  closeSync(log);
  if (onLine && child.stdout) createInterface({ input: child.stdout }).on('line', onLine);
  // Nothing is ever written to it; closing the pipe to a child that has ended is no error.
  child.stdin?.on('error', () => {});
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${file}`);

  let ended = false;
  const kill = () => {
    if (!ended) signalGroup(pid, 'SIGKILL');
  };
  killers.add(kill);
  const exited = once(child, 'exit').then(([code, signal]): Exit => {
    ended = true;
    killers.delete(kill);
    // Its own children end with it: PostgreSQL would survive the SIGKILL of its host.
    signalGroup(pid, 'SIGKILL');
    return { code, signal };
  });
  return {
    pid,
    exited,
    kill,
    async stop(graceMs) {
      if (ended) return;
      child.kill('SIGTERM');
      const timer = new AbortController();
      const late = delay(graceMs, undefined, { signal: timer.signal, ref: false }).then(kill, () => {});
      await Promise.race([exited, late.then(() => exited)]);
      timer.abort();
    },
  };
}

/** Starts one of this package's hosts (host.ts) and waits until it is ready. Rejects with the reason that it gives. */
export async function startHost(options: Omit<TiedOptions, 'onLine'>): Promise<TiedProcess> {
  const word = Promise.withResolvers<string>();
  const host = startTied({ ...options, onLine: word.resolve });
  const ended = host.exited.then(({ code, signal }) => `failed ended with ${signal ?? `code ${code}`}`);
  const said = await Promise.race([word.promise, ended]);
  if (said === 'ready') return host;
  host.kill();
  throw new Error(`${said.replace(/^failed /, '')} (its log: ${options.logFile})`);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
