import type { Db } from '@proofsheet/database';
import { migrateToLatest } from '@proofsheet/migrations';
import { migrateQueues, queueConfigSchema } from '@proofsheet/queue';
import { connectStorage, type StorageConfig } from '@proofsheet/storage';

export interface Places {
  readonly db: Db;
  readonly queueUrl: string;
  readonly storage: StorageConfig;
}

/** The tables, the queue's own schema where its backend has one, and the bucket. Harmless when all are there. */
export async function migrateEverything({ db, queueUrl, storage }: Places): Promise<string[]> {
  const migrated = await migrateToLatest(db);
  await migrateQueues(queueConfigSchema.parse({ url: queueUrl }));
  await connectStorage(storage).ensureBucket();
  return migrated;
}
