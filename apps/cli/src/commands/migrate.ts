import { type Environment, readConfiguration } from '@proofsheet/configuration';
import { connectDatabase, databaseSlice } from '@proofsheet/database';
import { prepareServers } from '@proofsheet/local-system';
import { queueSlice } from '@proofsheet/queue';
import { storageSlice } from '@proofsheet/storage';

const SLICES = { database: databaseSlice, queue: queueSlice, storage: storageSlice };

/** Brings real servers up to date: the tables, the queue's schema where its backend has one, the bucket. */
export async function migrate(env: Environment): Promise<string[]> {
  const { database, queue, storage } = readConfiguration(SLICES, env);
  const db = connectDatabase(database);
  try {
    return await prepareServers(db, { queueUrl: queue.url, storage });
  } finally {
    await db.destroy();
  }
}
