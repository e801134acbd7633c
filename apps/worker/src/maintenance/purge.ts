import { type Db, GONE_PAGES } from '@proofsheet/database';
import type { Log } from '@proofsheet/queue';
import type { Storage } from '@proofsheet/storage';
import { untilNoneIsLeft } from './pages.ts';

/** How many rows are deleted at once. */
const PAGE = 500;

/**
 * Rows that users deleted go after the grace time, then their files. A crash in between leaves files that no row names:
 * these are collected as orphans. Several purges may run at once.
 */
export async function purge(
  { db, storage }: { readonly db: Db; readonly storage: Storage },
  { deletedHours }: { deletedHours: number },
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const page = { olderThanSeconds: deletedHours * 3600, limit: PAGE };
  const counts = { rows: 0, files: 0 };
  for (const deletePage of GONE_PAGES)
    await untilNoneIsLeft(async () => {
      const { rows, keys } = await deletePage(db, page);
      await storage.remove(keys);
      counts.rows += rows;
      counts.files += keys.length;
      return rows;
    }, signal);
  if (counts.rows > 0) log.info(counts, 'deleted for good');
}
