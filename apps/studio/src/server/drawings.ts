/** When its turn came, nobody waited for the work any more. */
export class NoLongerWanted extends Error {
  override readonly name = 'NoLongerWanted';
}

/** Runs at most `most` works at a time, first come, first served. Aborted work that waits is skipped at its turn. */
function limitConcurrency(most: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function run<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      if (signal.aborted) throw new NoLongerWanted('no longer wanted');
      return await work(signal);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

interface Drawing<T> {
  readonly result: Promise<T>;
  readonly ending: AbortController;
  callers: number;
  finished: boolean;
}

export interface Drawings<T> {
  /**
   * What `work` makes, made once for all who ask under the same key and kept for those who ask later. When the last
   * caller's signal is aborted before it is finished, so is the signal of the work. Throws `NoLongerWanted` then.
   */
  get(key: string, work: (signal: AbortSignal) => Promise<T>, caller: AbortSignal): Promise<T>;
}

/** Keeps at most `kept`: the one that was asked for longest ago goes. */
export function openDrawings<T>({ atOnce, kept }: { atOnce: number; kept: number }): Drawings<T> {
  const drawings = new Map<string, Drawing<T>>();
  const limited = limitConcurrency(atOnce);

  function begin(key: string, work: (signal: AbortSignal) => Promise<T>): Drawing<T> {
    const ending = new AbortController();
    const result = limited(work, ending.signal);
    const drawing = { result, ending, callers: 0, finished: false };
    const forget = () => drawings.get(key) === drawing && drawings.delete(key);
    result.then(() => {
      drawing.finished = true;
    }, forget);
    ending.signal.addEventListener('abort', forget);
    return drawing;
  }

  return {
    async get(key, work, caller) {
      const drawing = drawings.get(key) ?? begin(key, work);
      keep(drawings, key, drawing, kept);
      drawing.callers++;
      const leave = () => {
        drawing.callers--;
        if (drawing.callers === 0 && !drawing.finished) drawing.ending.abort(new NoLongerWanted('no longer wanted'));
      };
      caller.addEventListener('abort', leave, { once: true });
      if (caller.aborted) leave();
      try {
        return await drawing.result;
      } finally {
        caller.removeEventListener('abort', leave);
        if (!caller.aborted) drawing.callers--;
      }
    },
  };
}

/** Puts a value last; of more than `most` the first goes. */
export function keep<T>(kept: Map<string, T>, key: string, value: T, most: number): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}
