import type { Cluster, Redis } from 'ioredis';
import { isPostgres, type QueueConfig } from './config.ts';
import { openClient } from './redis.ts';

/** No request waits for a count for longer. */
const COUNT_MS = 100;

/** A connection for what all API processes count together, and where its keys begin. */
export interface Counters {
  readonly client: Redis | Cluster;
  readonly prefix: string;
  close(): void;
}

/**
 * Undefined where the queue is in PostgreSQL: that is one machine, and each process counts for itself. What is down is
 * told by the queue's own connection; counts fail at once then, and who counts goes on without.
 */
export function openCounters(config: QueueConfig): Counters | undefined {
  if (isPostgres(config)) return undefined;
  const client = openClient(config.url, 'producer', COUNT_MS);
  client.on('error', () => {});
  return { client, prefix: `${config.prefix}:count:`, close: () => client.disconnect() };
}
