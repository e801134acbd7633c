import type { OutageWatch } from '@proofsheet/domain';
import type { Processor, Queue, Worker, WorkerOptions } from 'bullmq';
import type { QueueName } from './catalog.ts';
import type { Log } from './log.ts';

/**
 * A producer must never wait for a backend that is down: its commands fail. A consumer has nothing better to do: its
 * commands wait until the backend is back.
 */
export type Role = 'producer' | 'consumer';

/** Who hears of what happens to the connections. */
export interface Observer {
  readonly log: Log;
  readonly watch?: OutageWatch | undefined;
}

/** One process's connection to where the jobs are: Redis or PostgreSQL. */
export interface Backend {
  queue(name: QueueName): Queue;
  worker(name: QueueName, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  /** Those of the ids that wait or run, and are not held back for a time, in one round trip. */
  liveJobs(name: QueueName, ids: readonly string[]): Promise<string[]>;
  /** What broke the connection, where the error only says that there is none. */
  explain(error: unknown): unknown;
  /** Settles once the first connection is made or has failed. Never rejects. */
  readonly firstConnection: Promise<void>;
  /** One round trip. Rejects, too, when there is hardly room for more jobs. */
  ping(): Promise<void>;
  /** Frees the sockets at once; commands that were still waiting are rejected. */
  disconnect(): Promise<void>;
}
