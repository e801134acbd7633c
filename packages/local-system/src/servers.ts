import { variablesFor } from '@proofsheet/configuration';
import { createApiKey, createUser, type Db, databaseSlice } from '@proofsheet/database';
import { type MigrationOptions, migrateToLatest } from '@proofsheet/migrations';
import { migrateQueues, queueConfigSchema, queueSlice } from '@proofsheet/queue';
import { connectStorage, type StorageConfig, storageSlice } from '@proofsheet/storage';

/** The addresses of the servers that API, worker and command line work with. */
export interface Servers {
  readonly databaseUrl: string;
  /** Redis, or the database a second time. */
  readonly queueUrl: string;
  readonly storage: StorageConfig;
}

/** The variables that tell a program where the servers are: the same that an operator sets. */
export function serverVariables({ databaseUrl, queueUrl, storage }: Servers): Record<string, string> {
  return {
    ...variablesFor(databaseSlice, { url: databaseUrl }),
    ...variablesFor(queueSlice, { url: queueUrl }),
    ...variablesFor(storageSlice, { publicEndpoint: storage.endpoint, ...storage }),
  };
}

/**
 * Brings the servers up to date: the tables, the queue's schema where its backend has one, the bucket. Answers the
 * migrations that were made; harmless when nothing is missing.
 */
export async function prepareServers(
  db: Db,
  { queueUrl, storage }: Omit<Servers, 'databaseUrl'>,
  options: MigrationOptions = {},
): Promise<string[]> {
  const migrated = await migrateToLatest(db, options);
  await migrateQueues(queueConfigSchema.parse({ url: queueUrl }));
  await connectStorage(storage).ensureBucket();
  return migrated;
}

/** Makes a user and its key. Only the hash is stored: the key can never be read again. */
export async function newUserKey(db: Db, name: string): Promise<string> {
  const { id: userId } = await createUser(db);
  return (await createApiKey(db, { userId, name })).key;
}
