/** Why a request was broken off by the client itself. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

export interface Limit {
  readonly signal: AbortSignal;
  /** Starts the time anew; it may be another one from now on. */
  extend(ms?: number): void;
  /** Takes all listeners and timers away again. */
  release(): void;
  /** Releases, and ends what goes on: some `fetch` read a body to its end although nobody wants it any more. */
  end(reason: unknown): void;
}

/**
 * A signal for one request: aborted by the caller's, or after a time, or never for Infinity. The caller's signal may live as long as a program,
 * so nothing stays on it: `AbortSignal.any` keeps what it made until its sources are collected.
 */
export function limited(caller: AbortSignal | undefined, ms: number): Limit {
  const controller = new AbortController();
  const pass = () => controller.abort(caller?.reason);
  if (caller?.aborted) pass();
  caller?.addEventListener('abort', pass, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const extend = (changed = ms) => {
    clearTimeout(timer);
    ms = changed;
    if (changed === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => controller.abort(new TookTooLong(`No answer within ${changed / 1000} seconds.`)), changed);
  };
  const release = () => {
    clearTimeout(timer);
    caller?.removeEventListener('abort', pass);
  };
  extend();
  return {
    signal: controller.signal,
    extend,
    release,
    end: (reason) => {
      release();
      controller.abort(reason);
    },
  };
}

/** Rejects with the signal's reason when it is aborted meanwhile. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
