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

/** What a process that was killed has left: folders that nobody has written to for an hour. Called at the start. */
export async function removeAbandonedUploads(parent: string): Promise<void> {
  const names = await readdir(parent);
  for (const name of names.filter((name) => name.startsWith(PREFIX))) {
    const folder = join(parent, name);
    const about = await stat(folder).catch(() => undefined);
    if (about && Date.now() - about.mtimeMs > ABANDONED_MS) await rm(folder, { recursive: true, force: true });
  }
}
