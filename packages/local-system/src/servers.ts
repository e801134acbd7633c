import { variablesFor } from '@proofsheet/configuration';
import { createApiKey, createUser, type Db, databaseSlice } from '@proofsheet/database';
import { migrateToLatest } from '@proofsheet/migrations';
import { migrateQueues, queueConfigSchema, queueSlice } from '@proofsheet/queue';
import { connectStorage, type StorageConfig, storageSlice } from '@proofsheet/storage';

/** Where the servers are that API, worker and command line work with. */
export interface Servers {
  readonly databaseUrl: string;
  /** Redis, or the database again. */
  readonly queueUrl: string;
  readonly storage: StorageConfig;
}

/** What tells a program where they are: the same variables that an operator sets for real servers. */
export function serverVariables({ databaseUrl, queueUrl, storage }: Servers): Record<string, string> {
  return {
    ...variablesFor(databaseSlice, { url: databaseUrl }),
    ...variablesFor(queueSlice, { url: queueUrl }),
    ...variablesFor(storageSlice, { publicEndpoint: storage.endpoint, ...storage }),
  };
}

/**
 * Brings them up to date: the tables, the queue's schema where its backend has one, the bucket. Answers the migrations
 * that were made; harmless when nothing is missing.
 */
export async function prepareServers(db: Db, { queueUrl, storage }: Omit<Servers, 'databaseUrl'>): Promise<string[]> {
  const migrated = await migrateToLatest(db);
  await migrateQueues(queueConfigSchema.parse({ url: queueUrl }));
  await connectStorage(storage).ensureBucket();
  return migrated;
}

/** The key of a new user. Only its hash is stored: it can never be read again. */
export async function newUserKey(db: Db, name: string): Promise<string> {
  const { id: userId } = await createUser(db);
  return (await createApiKey(db, { userId, name })).key;
}
