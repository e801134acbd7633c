import type { Processor, Queue, Worker, WorkerOptions } from 'bullmq';
import type { QueueName } from './catalog.ts';
import { isPostgres, type QueueConfig } from './config.ts';
import type { Log } from './log.ts';
import { connectPostgres } from './postgres.ts';
import { connectRedis } from './redis.ts';

/**
 * A producer must never wait on a backend that is down: its commands fail. A consumer has nothing
 * better to do: its commands wait until the backend is back.
 */
export type Role = 'producer' | 'consumer';

/** One process's connection to where the jobs are. */
export interface Backend {
  queue(name: QueueName): Queue;
  worker(name: QueueName, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  /** Those of the ids that still wait or run; one round trip, however many. */
  liveJobs(name: QueueName, ids: readonly string[]): Promise<string[]>;
  /** Settles when the first attempt to connect has ended, either way. Never rejects. */
  readonly attempted: Promise<void>;
  /** One round trip. */
  ping(): Promise<void>;
  /** Frees the sockets at once; commands that were still waiting are rejected. */
  disconnect(): Promise<void>;
}

export function connectBackend(config: QueueConfig, role: Role, log: Log): Backend {
  return isPostgres(config) ? connectPostgres(config, role, log) : connectRedis(config, role, log);
}

/** The time a producer gives its backend to answer, and to connect at first, in milliseconds. */
export const ANSWER_MS = 1000;
