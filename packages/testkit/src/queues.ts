import { randomUUID } from 'node:crypto';
import { migrateQueues, type QueueConfig, queueConfigSchema } from '@proofsheet/queue';
import { inject } from 'vitest';
import { emptyDatabase } from './databases.ts';
import './provided.ts';

export type QueueBackend = 'redis' | 'postgres';

/** The backends to test against: PostgreSQL always, Redis where the machine has one. */
export function queueBackends(): QueueBackend[] {
  return inject('redisUrl') === null ? ['postgres'] : ['redis', 'postgres'];
}

/** Empty queues that no other test sees: with a new prefix in Redis, or in a new PostgreSQL database. */
export async function testQueues(backend: QueueBackend): Promise<QueueConfig> {
  if (backend === 'redis') return queueConfigSchema.parse({ url: inject('redisUrl'), prefix: `{${randomUUID()}}` });
  const { db, url } = await emptyDatabase();
  await db.destroy();
  const config = queueConfigSchema.parse({ url });
  await migrateQueues(config);
  return config;
}
