import { connectDatabase, type Db, databaseSlice, ownersOf, ownersPage } from '@proofsheet/database';
import {
  connectStorage,
  findMissing,
  findOrphans,
  type Rows,
  type Storage,
  type StoredObject,
  storageSlice,
} from '@proofsheet/storage';
import { readServers, type Target } from '../system/servers.ts';

export interface OrphansOptions {
  readonly dryRun?: boolean;
  readonly olderThan: number;
}

export interface Found {
  readonly orphans: number;
  readonly missing: number;
}

interface Collected {
  readonly listed: number;
  readonly orphans: number;
  readonly bytes: number;
}

/** What is told, as it is found: there may be more than memory holds. */
export interface OrphansReport {
  orphan(object: StoredObject): void;
  collected(counts: Collected, dryRun: boolean): void;
  missing(key: string): void;
  end(missing: number): void;
}

/**
 * Lists the objects that no row names, and removes them unless it is a dry run; then lists the objects that rows name
 * and the storage has lost. It works page by page, while API and workers go on.
 */
export async function orphans(options: OrphansOptions, target: Target, report: OrphansReport): Promise<Found> {
  const servers = readServers(target, { database: databaseSlice, storage: storageSlice });
  const db = connectDatabase({ ...servers.database, statementSeconds: 60 });
  try {
    const storage = connectStorage(servers.storage);
    const rows = rowsOf(db, options.olderThan * 3600);
    const orphans = await collect(storage, rows, options, report);
    const missing = await lookForMissing(storage, rows, report);
    return { orphans, missing };
  } finally {
    await db.destroy();
  }
}

async function collect(
  storage: Storage,
  rows: Rows,
  { dryRun = false, olderThan }: OrphansOptions,
  report: OrphansReport,
): Promise<number> {
  const counts = { listed: 0, orphans: 0, bytes: 0 };
  for await (const page of findOrphans(storage, rows, { olderThanSeconds: olderThan * 3600 })) {
    for (const object of page.orphans) report.orphan(object);
    if (!dryRun) await storage.remove(page.orphans.map(({ key }) => key));
    counts.listed += page.listed;
    counts.orphans += page.orphans.length;
    counts.bytes += page.orphans.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  report.collected(counts, dryRun);
  return counts.orphans;
}

async function lookForMissing(storage: Storage, rows: Rows, report: OrphansReport): Promise<number> {
  let missing = 0;
  for await (const { key } of findMissing(storage, rows)) {
    report.missing(key);
    missing += 1;
  }
  report.end(missing);
  return missing;
}

function rowsOf(db: Db, olderThanSeconds: number): Rows {
  return {
    ownersOf: (asked) => ownersOf(db, asked),
    ownersPage: (page) => ownersPage(db, { ...page, olderThanSeconds }),
  };
}

type Say = (line: string) => void;

export function orphansInLines(say: Say): OrphansReport {
  return {
    orphan: ({ key, bytes, modifiedAt }) => say(`${key}  ${bytes} bytes, of ${modifiedAt.toISOString()}`),
    collected: ({ listed, orphans, bytes }, dryRun) =>
      say(
        `${orphans} of ${listed} objects belong to nothing, ${bytes} bytes: ${dryRun ? 'would be removed' : 'removed'}.`,
      ),
    missing: (key) => say(`missing: ${key}`),
    end: (missing) =>
      say(
        missing === 0 ? 'Every object that a row names is there.' : `${missing} objects that rows name are not there.`,
      ),
  };
}

/** One document, an object a line, written as it is found. */
export function orphansInJson(say: Say): OrphansReport {
  let separator = '{"orphans":[\n';
  const item = (value: unknown) => {
    say(`${separator}${JSON.stringify(value)}`);
    separator = ',';
  };
  return {
    orphan: ({ key, bytes, modifiedAt }) => item({ key, bytes, modifiedAt }),
    collected({ listed, bytes }, dryRun) {
      say(
        `${separator === ',' ? '' : separator}],"listed":${listed},"bytes":${bytes},"removed":${!dryRun},"missing":[`,
      );
      separator = '';
    },
    missing: item,
    end: () => say(']}'),
  };
}
