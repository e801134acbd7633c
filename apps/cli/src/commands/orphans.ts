import { connectDatabase, type Db, databaseSlice, ownersOf, ownersPage } from '@proofsheet/database';
import { connectStorage, findMissing, findOrphans, type Rows, type Storage, storageSlice } from '@proofsheet/storage';
import { readServers, type Target } from '../system/servers.ts';

export interface OrphansOptions {
  readonly dryRun?: boolean;
  readonly olderThan: number;
}

export interface Found {
  readonly orphans: number;
  readonly missing: number;
}

/**
 * Lists the objects that no row names, and removes them unless it is a dry run; then lists the objects that rows name
 * and the storage has lost. It works page by page, while API and workers go on.
 */
export async function orphans(options: OrphansOptions, target: Target, say: (line: string) => void): Promise<Found> {
  const servers = readServers(target, { database: databaseSlice, storage: storageSlice });
  const db = connectDatabase({ ...servers.database, statementSeconds: 60 });
  try {
    const storage = connectStorage(servers.storage);
    const rows = rowsOf(db, options.olderThan * 3600);
    const orphans = await collect(storage, rows, options, say);
    const missing = await report(storage, rows, say);
    return { orphans, missing };
  } finally {
    await db.destroy();
  }
}

async function collect(
  storage: Storage,
  rows: Rows,
  { dryRun, olderThan }: OrphansOptions,
  say: (line: string) => void,
): Promise<number> {
  const counts = { listed: 0, orphans: 0, bytes: 0 };
  for await (const page of findOrphans(storage, rows, { olderThanSeconds: olderThan * 3600 })) {
    for (const { key, bytes, modifiedAt } of page.orphans)
      say(`${key}  ${bytes} bytes, of ${modifiedAt.toISOString()}`);
    if (!dryRun) await storage.remove(page.orphans.map(({ key }) => key));
    counts.listed += page.listed;
    counts.orphans += page.orphans.length;
    counts.bytes += page.orphans.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  const done = dryRun ? 'would be removed' : 'removed';
  say(`${counts.orphans} of ${counts.listed} objects belong to nothing, ${counts.bytes} bytes: ${done}.`);
  return counts.orphans;
}

async function report(storage: Storage, rows: Rows, say: (line: string) => void): Promise<number> {
  let missing = 0;
  for await (const { key } of findMissing(storage, rows)) {
    say(`missing: ${key}`);
    missing += 1;
  }
  say(missing === 0 ? 'Every object that a row names is there.' : `${missing} objects that rows name are not there.`);
  return missing;
}

function rowsOf(db: Db, olderThanSeconds: number): Rows {
  return {
    ownersOf: (asked) => ownersOf(db, asked),
    ownersPage: (page) => ownersPage(db, { ...page, olderThanSeconds }),
  };
}
