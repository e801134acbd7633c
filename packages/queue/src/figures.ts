import type { Queue } from 'bullmq';
import type { QueueName } from './catalog.ts';

/** A process that takes the jobs of a queue, as the backend knows its connection. */
export interface ConnectedWorker {
  /** Where it connects from; empty where the backend does not tell. */
  readonly address: string;
  readonly connectedSeconds: number | null;
}

/** How it stands with one queue. */
export interface QueueFigures {
  readonly name: QueueName;
  readonly paused: boolean;
  /** Could be taken now, or as soon as it is no longer paused. */
  readonly waiting: number;
  readonly active: number;
  /** Held back for a time. */
  readonly delayed: number;
  /** Kept to be looked at. */
  readonly failed: number;
  readonly workers: readonly ConnectedWorker[];
}

export async function figuresOf(name: QueueName, queue: Queue): Promise<QueueFigures> {
  const [paused, counts, workers] = await Promise.all([
    queue.isPaused(),
    queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
    queue.getWorkers(),
  ]);
  const count = (...states: string[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return {
    ...{ name, paused, waiting: count('waiting', 'prioritized') },
    ...{ active: count('active'), delayed: count('delayed'), failed: count('failed') },
    workers: workers.map(({ addr = '', age }) => ({
      address: addr,
      connectedSeconds: age === undefined ? null : Number(age),
    })),
  };
}
