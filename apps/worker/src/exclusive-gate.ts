/** Decides which work may run at the same time in this process. */
export interface ExclusiveGate {
  /**
   * Runs the work beside others, or alone: then it waits for those that run, and nothing else begins before it ends.
   */
  run<T>(turn: { alone: boolean; signal: AbortSignal }, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly alone: boolean;
  begin(): void;
}

/**
 * First come, first served. What has used up an attempt already may be what kills workers, so it is tried again alone:
 * an input that kills its worker takes others with it once at most, and those run alone the next time, too.
 */
export function openExclusiveGate(): ExclusiveGate {
  const waiting: Waiting[] = [];
  let running = 0;
  let oneAlone = false;

  function admit(): void {
    for (let [next] = waiting; next && !oneAlone && (!next.alone || running === 0); [next] = waiting) {
      waiting.shift();
      running += 1;
      oneAlone = next.alone;
      next.begin();
    }
  }

  function begun({ alone, signal }: { alone: boolean; signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const one = { alone, begin: resolve };
    const giveUp = () => {
      const position = waiting.indexOf(one);
      if (position < 0) return;
      waiting.splice(position, 1);
      reject(signal.reason);
      admit();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    waiting.push(one);
    admit();
    return promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  return {
    async run(turn, work) {
      await begun(turn);
      try {
        return await work();
      } finally {
        running -= 1;
        if (turn.alone) oneAlone = false;
        admit();
      }
    },
  };
}
