import { type Environment, readConfiguration } from '@proofsheet/configuration';
import { connectDatabase, type Db, databaseSlice } from '@proofsheet/database';
import { prepareServers } from '@proofsheet/local-system';
import { lastMigration, migrateDown, userSlice, userTableCandidates, userTableOf } from '@proofsheet/migrations';
import { queueSlice } from '@proofsheet/queue';
import { storageSlice } from '@proofsheet/storage';
import { type Confirmation, confirm } from '../terminal/confirm.ts';

export const MIGRATE_SLICES = { database: databaseSlice, users: userSlice, queue: queueSlice, storage: storageSlice };

type Say = (line: string) => void;

/** Brings real servers up to date: the tables, the queue's schema where its backend has one, the bucket. */
export async function migrate(env: Environment, warn: Say = () => {}): Promise<string[]> {
  const { database, users, queue, storage } = readConfiguration(MIGRATE_SLICES, env);
  const db = connectDatabase({ ...database, statementSeconds: 0 });
  try {
    const migrated = await prepareServers(db, { queueUrl: queue.url, storage }, { users, say: warn });
    if (users.table === undefined) await nameCandidates(db, warn);
    return migrated;
  } finally {
    await db.destroy();
  }
}

/** The product around may have its users in a table that goes by another name than `User`. */
async function nameCandidates(db: Db, warn: Say): Promise<void> {
  if (!(await userTableOf(db))?.own) return;
  const candidates = await userTableCandidates(db);
  if (candidates.length === 0) return;
  warn(
    `Proofsheet keeps its users in a table of its own, "User". Has your product its users in this database? Then set ` +
      `${candidates.join(', or ')}, and migrate again before there are keys; USER_TABLE=User ends this warning.`,
  );
}

/** Takes the last migration back, after asking. Answers its name; undefined when there is none. */
export async function takeBackMigration(
  options: Confirmation,
  env: Environment,
  warn: Say,
): Promise<string | undefined> {
  const { database } = readConfiguration({ database: databaseSlice }, env);
  const db = connectDatabase({ ...database, statementSeconds: 0 });
  try {
    const last = await lastMigration(db);
    if (last === undefined) return undefined;
    await confirm(`Take back ${last}? What only its tables and columns hold is lost.`, options);
    return (await migrateDown(db, { say: warn }))[0];
  } finally {
    await db.destroy();
  }
}
