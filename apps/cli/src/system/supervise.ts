import { setTimeout as delay } from 'node:timers/promises';
import type { Exit } from '@proofsheet/embedded';
import type { Part, RunningPart } from '@proofsheet/local-system';

export interface Supervision {
  readonly say: (line: string) => void;
  /** Called once, when the part keeps crashing. */
  readonly giveUp: (reason: string) => void;
  readonly firstPauseMs?: number;
}

const MOST_CRASHES = 5;
const WITHIN_MS = 60_000;

/**
 * Keeps one part running: restarts it after a crash, with a pause that doubles each time, until it has crashed five
 * times within a minute.
 */
export function supervise(
  { name, running, restart }: Pick<Part, 'name' | 'running' | 'restart'>,
  { say, giveUp, firstPauseMs = 500 }: Supervision,
): AsyncDisposable {
  const stopping = new AbortController();
  const crashes: number[] = [];
  let current: RunningPart | undefined = running;

  async function watch(): Promise<void> {
    while (true) {
      const reason = current ? describe(await current.exited) : 'does not start';
      if (stopping.signal.aborted) return;
      crashes.push(Date.now());
      const recent = crashes.filter((at) => at > Date.now() - WITHIN_MS).length;
      if (recent >= MOST_CRASHES) return giveUp(`${name} ${reason}, for the ${recent}th time within a minute.`);
      say(`${name} ${reason}; it is started again.`);
      await delay(firstPauseMs * 2 ** (recent - 1), undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      current = await restart().catch(() => undefined);
    }
  }
  const watching = watch();
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await current?.stop();
      await watching;
      // A restart that was under way at that moment has finished only now.
      await current?.stop();
    },
  };
}

function describe({ code, signal }: Exit): string {
  return signal ? `was ended by ${signal}` : `ended with code ${code}`;
}
