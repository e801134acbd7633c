import { Child, type SandboxLimits } from './child.ts';
import type { Errands } from './messages.ts';

export interface SandboxOptions extends SandboxLimits {
  /** How long a process outlives its last errand. With 0 every turn has a process of its own. */
  readonly idleSeconds?: number;
}

/**
 * A process that starts when it is needed, for code that is fed by strangers. One errand at a time, so no other pays
 * for it.
 */
export interface Sandbox<E extends Errands> {
  /** A turn of one errand. */
  ask<Name extends keyof E & string>(
    errand: Name,
    ask: E[Name]['ask'],
    signal?: AbortSignal,
  ): Promise<E[Name]['answer']>;
  /**
   * Errands that belong together, in one process. Rejects with a `SandboxError` or with the signal's reason; where that
   * cost the process, the next turn finds a fresh one. What runs cannot be stopped, so the signal ends its process;
   * those who still wait for their turn are refused at once.
   */
  turn<T>(work: (child: Child<E>) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Undefined while none runs. */
  readonly pid: number | undefined;
  /** Ends the process; whoever waits is refused. */
  close(): Promise<void>;
}

/** Starting costs about a second, holding costs memory, of a large model gigabytes. */
const IDLE_SECONDS = 60;

/** The host is a file that calls `serve`. */
export function openSandbox<E extends Errands>(
  host: URL,
  { idleSeconds = IDLE_SECONDS, ...limits }: SandboxOptions,
): Sandbox<E> {
  const closed = new AbortController();
  let child: Child<E> | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function usableChild(): Promise<Child<E>> {
    if (child?.usable) return child;
    // Two at a time would hold twice the memory.
    await child?.end();
    child = await Child.start<E>(host, limits);
    return child;
  }

  async function run<T>(work: (child: Child<E>) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    clearTimeout(idle);
    const used = await usableChild();
    const stop = () => used.end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      return await work(used);
    } finally {
      signal.removeEventListener('abort', stop);
      if (idleSeconds === 0) await used.end();
      else idle = setTimeout(() => used.end(), idleSeconds * 1000).unref();
    }
  }

  function turn<T>(work: (child: Child<E>) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const either = AbortSignal.any([closed.signal, ...(signal ? [signal] : [])]);
    const running = last.then(() => run(work, either));
    last = running.catch(() => {});
    return untilAborted(running, either);
  }

  return {
    turn,
    ask: (errand, ask, signal) => turn((used) => used.ask(errand, ask), signal),
    get pid() {
      return child?.usable ? child.pid : undefined;
    },
    async close() {
      closed.abort(new Error('the sandbox was closed'));
      await last;
      clearTimeout(idle);
      await child?.end();
    },
  };
}

/** Whoever gives up need not wait for the turn that they no longer want. */
async function untilAborted<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const refuse = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', refuse, { once: true });
  if (signal.aborted) refuse();
  try {
    return await Promise.race([running, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', refuse);
    running.catch(() => {});
  }
}
