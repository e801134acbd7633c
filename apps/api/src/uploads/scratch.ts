import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'proofsheet-upload-';
const ABANDONED_MS = 3_600_000;

/** Runs `work` with a folder of its own, which is gone afterwards however it ended. */
export async function withScratchFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent, PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Removes what processes that were killed have left, now and every hour: one that is started again at once finds folders
 * that are too young to be told from those of a process beside it.
 */
export async function keepScratchClean(parent: string): Promise<void> {
  await removeAbandonedUploads(parent);
  setInterval(() => void removeAbandonedUploads(parent).catch(() => {}), ABANDONED_MS).unref();
}

/** Folders that nobody has written to for an hour. */
async function removeAbandonedUploads(parent: string): Promise<void> {
  const names = await readdir(parent);
  for (const name of names.filter((name) => name.startsWith(PREFIX))) {
    const folder = join(parent, name);
    const about = await stat(folder).catch(() => undefined);
    if (about && Date.now() - about.mtimeMs > ABANDONED_MS) await rm(folder, { recursive: true, force: true });
  }
}
