import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type Answer, type Errands, OVER_MEMORY, type Request } from './messages.ts';
import { SandboxError } from './sandbox-error.ts';

export interface SandboxLimits {
  /** What one errand may take, in seconds, the start of its process included. */
  readonly seconds: number;
  /** What the process may hold, in megabytes. */
  readonly memoryMb: number;
}

/**
 * All that a child has of our environment, where database passwords and storage keys are: how this Node finds its
 * libraries, and its allocator. Without the allocator that the container preloads, a process that has drawn keeps 375
 * MB instead of 235; with two arenas of glibc's instead of the default it keeps 310. It is no wall against code that
 * was taken over: that runs as the same user, who may look into our process too.
 */
const INHERITED = ['LD_LIBRARY_PATH', 'LD_PRELOAD', 'MALLOC_ARENA_MAX'];

/** Of what a dying process says, as much as a message takes. */
const LAST_WORDS = 500;

/**
 * One process, for one errand at a time. Nothing of it keeps this process from ending, and it ends when this process
 * does.
 */
export class Child<E extends Errands> {
  readonly #process: ChildProcess;
  readonly #limits: SandboxLimits;
  readonly #output: () => string;
  readonly #complaint: () => string;
  readonly #gone: Promise<void>;
  #usable = true;
  #late = false;
  #pending: PromiseWithResolvers<Answer> | undefined;

  /** Runs a file that calls `serve`. Rejects with a `SandboxError` where no process can be started. */
  static async start<E extends Errands>(host: URL, limits: SandboxLimits): Promise<Child<E>> {
    return new Child<E>(await forked(host, limits), limits);
  }

  private constructor(process: ChildProcess, limits: SandboxLimits) {
    this.#process = process;
    this.#limits = limits;
    this.#output = lastWords(process.stdout);
    this.#complaint = lastWords(process.stderr);
    process.unref();
    process.channel?.unref();
    // Without listeners a pipe or a message that breaks when the child is killed would be an uncaught error.
    process.on('error', () => {});
    process.stdin?.on('error', () => {});
    process.on('message', (answer: Answer) => this.#pending?.resolve(answer));
    this.#gone = new Promise<void>((resolve) => process.once('close', () => resolve())).then(() => {
      this.#usable = false;
      this.#pending?.reject(this.#causeOfDeath());
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** False from the moment that its end is decided. */
  get usable(): boolean {
    return this.#usable;
  }

  /** Rejects with a `SandboxError`. Running out of time or memory costs the process; what the host answers does not. */
  async ask<Name extends keyof E & string>(errand: Name, ask: E[Name]['ask']): Promise<E[Name]['answer']> {
    if (!this.#usable) {
      await this.#gone;
      throw this.#causeOfDeath();
    }
    const pending = Promise.withResolvers<Answer>();
    this.#pending = pending;
    // This timer is also what keeps our process alive while someone waits.
    const timer = setTimeout(() => {
      this.#late = true;
      this.end();
    }, this.#limits.seconds * 1000);
    try {
      // What does not reach the child is told by its end.
      this.#process.send({ errand, ask } satisfies Request, () => {});
      const answer = await pending.promise;
      if ('failed' in answer) throw new SandboxError('failed', answer.failed);
      return answer.result;
    } finally {
      clearTimeout(timer);
      this.#pending = undefined;
    }
  }

  /** Kills it, also in the middle of an errand. Resolves when the process is gone and its memory is free. */
  async end(): Promise<void> {
    this.#usable = false;
    // Whoever awaits the end keeps our process alive for it.
    this.#process.ref();
    this.#process.kill('SIGKILL');
    await this.#gone;
  }

  #causeOfDeath(): SandboxError {
    const { seconds, memoryMb } = this.#limits;
    if (this.#output().includes(OVER_MEMORY)) return new SandboxError('memory', `it needed more than ${memoryMb} MB`);
    if (this.#late) return new SandboxError('timeout', `it took longer than ${seconds} s`);
    const how = this.#process.signalCode ?? `exit code ${this.#process.exitCode}`;
    return new SandboxError('failed', `its process ended (${how}) ${this.#complaint()}`.trim());
  }
}

async function forked(host: URL, { memoryMb }: SandboxLimits): Promise<ChildProcess> {
  try {
    const child = fork(host, [String(memoryMb)], {
      serialization: 'advanced',
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      env: Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
      execArgv: [],
    });
    await once(child, 'spawn');
    return child;
  } catch (cause) {
    throw new SandboxError('failed', `its process cannot be started: ${(cause as Error).message}`, { cause });
  }
}

/** The last that a stream says, on one line. Listening keeps nobody alive. */
function lastWords(stream: ChildProcess['stdout']): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-LAST_WORDS);
  });
  (stream as Socket | null)?.unref();
  return () => text.replaceAll(/\s+/g, ' ').trim();
}
