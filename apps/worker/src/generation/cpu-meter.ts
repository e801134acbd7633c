/** The CPU time that one attempt has taken so far. */
export interface Metered {
  readonly ms: () => number;
  stop(): void;
}

/**
 * Shares the CPU time of this process evenly among the attempts that are under way: threads count, and cannot be told
 * apart; sandboxes are processes of their own, and do not count.
 */
export function openCpuMeter(read = processMs): { start(): Metered } {
  let running = 0;
  let last = read();
  /** What an attempt would have got that has been running for ever. */
  let each = 0;
  const advance = () => {
    const now = read();
    if (running > 0) each += (now - last) / running;
    last = now;
    return each;
  };
  return {
    start() {
      const from = advance();
      running += 1;
      let stopped = false;
      return {
        ms: () => Math.round(advance() - from),
        stop() {
          if (stopped) return;
          advance();
          running -= 1;
          stopped = true;
        },
      };
    },
  };
}

/** A process has one such clock. */
export const processMeter = openCpuMeter();

function processMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
