import type { Answers, Errand } from './messages.ts';
import { type ModelChild, startChild } from './model-child.ts';

export interface ModelLimits {
  /** What one errand may take, in seconds, the start of the process and the loading of the model included. */
  readonly seconds: number;
  /** What the process may hold, in megabytes. */
  readonly memoryMb: number;
}

/** A model that lives in a process of its own whenever it is needed. */
export interface ModelProcess {
  /**
   * Waits for its turn. Rejects with a `ModelRunError`, or with the reason of the signal; the next errand then finds a
   * fresh process. A running model cannot be stopped, so the signal ends its process.
   */
  ask<E extends Errand>(errand: E, signal?: AbortSignal): Promise<Answers[E['do']]>;
  /** Undefined while none runs. */
  readonly pid: number | undefined;
  /** Ends the process; whoever waits is refused. */
  close(): Promise<void>;
}

/** Loading costs a second or more, holding costs up to gigabytes: a process outlives its last errand by this. */
const IDLE_SECONDS = 60;

export function modelProcess({ seconds, memoryMb }: ModelLimits, idleSeconds = IDLE_SECONDS): ModelProcess {
  const closed = new AbortController();
  let child: ModelChild | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function go<E extends Errand>(errand: E, signal: AbortSignal): Promise<Answers[E['do']]> {
    signal.throwIfAborted();
    clearTimeout(idle);
    if (!child?.usable) {
      // Two at a time would hold twice the memory.
      await child?.end();
      child = startChild(memoryMb);
    }
    try {
      return await child.ask(errand, { seconds, signal });
    } finally {
      const used = child;
      idle = setTimeout(() => used.end(), idleSeconds * 1000).unref();
    }
  }

  return {
    get pid() {
      return child?.usable ? child.pid : undefined;
    },
    ask(errand, signal) {
      const either = signal ? AbortSignal.any([signal, closed.signal]) : closed.signal;
      const turn = last.then(() => go(errand, either));
      last = turn.catch(() => {});
      return refusedOn(either, turn);
    },
    async close() {
      closed.abort(new Error('the model was closed'));
      clearTimeout(idle);
      await last;
      clearTimeout(idle);
      await child?.end();
    },
  };
}

/** Whoever gives up need not wait for the turn that they no longer want. */
async function refusedOn<T>(signal: AbortSignal, turn: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const refuse = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', refuse, { once: true });
  if (signal.aborted) refuse();
  try {
    return await Promise.race([turn, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', refuse);
    turn.catch(() => {});
  }
}
