import { type Db, lastRun, ping } from '@proofsheet/database';
import { LATEST_MIGRATION } from '@proofsheet/migrations';
import { openReadiness, type Readiness } from '@proofsheet/program';
import type { Queues } from '@proofsheet/queue';
import type { Storage } from '@proofsheet/storage';
import { pingScratch } from './uploads/scratch.ts';

export type ApiReadiness = Readiness<'database' | 'queue' | 'storage' | 'scratch'>;

/**
 * Orders are rows of the database: with it alone the API takes them, and answers. Without the queue they wait for the
 * sweep, without storage or scratch only uploads are refused. All APIs share these servers: a load balancer that takes
 * them all out when Redis restarts would turn a delay into an outage.
 */
export function openApiReadiness(
  { db, queues, storage }: { db: Db; queues: Queues; storage: Storage },
  uploadFolder: string,
): ApiReadiness {
  return openReadiness(
    {
      database: { needed: true, ping: () => ping(db, { migration: LATEST_MIGRATION }) },
      queue: { needed: false, ping: () => queues.ping() },
      storage: { needed: false, ping: () => storage.ping() },
      scratch: { needed: false, ping: () => pingScratch(uploadFolder) },
    },
    () => lastRun(db, { task: 'sweep' }),
  );
}
