import { setTimeout as delay } from 'node:timers/promises';
import { type Log, openQueues, queueSlice } from '@proofsheet/queue';
import { readServers, type Target } from '../system/servers.ts';

interface Tools {
  readonly say: (line: string) => void;
  readonly screen: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

export interface QueuesOptions {
  readonly json?: boolean;
  /** Look once, also on a terminal. */
  readonly once?: boolean;
}

const EVERY_MS = 1_000;
const STATES = ['waiting', 'prioritized', 'delayed', 'active', 'completed', 'failed'] as const;
type Counts = Record<(typeof STATES)[number], number> & { readonly name: string };

/** What waits, runs and has failed in each queue; on a terminal again every second, until it is stopped. */
export async function watchQueues(
  options: QueuesOptions,
  target: Target,
  { say, screen, signal }: Tools,
): Promise<void> {
  const queues = openQueues(readServers(target, { queue: queueSlice }).queue, QUIET);
  const live = screen.isTTY && !options.once && !options.json;
  try {
    await queues.ping();
    for (;;) {
      const counts = await Promise.all(
        queues.bull.map(async (queue) => ({ name: queue.name, ...(await queue.getJobCounts(...STATES)) }) as Counts),
      );
      if (options.json) say(JSON.stringify(counts));
      else if (!live) say(table(counts));
      else screen.write(`\x1b[H\x1b[J${table(counts)}\n`);
      if (!live) return;
      await delay(EVERY_MS, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await queues.close();
  }
}

function table(counts: readonly Counts[]): string {
  const head = ['queue'.padEnd(12), ...STATES.map((state) => state.padStart(11))].join('');
  const rows = counts.map((row) =>
    [row.name.padEnd(12), ...STATES.map((state) => `${row[state] ?? 0}`.padStart(11))].join(''),
  );
  return [head, ...rows].join('\n');
}

const silent = () => {};
const QUIET: Log = { debug: silent, info: silent, warn: silent, error: silent, child: () => QUIET };
