import { rmSync } from 'node:fs';
import { access, constants, mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '@proofsheet/domain';
import { asScratchFault, scratchFault } from './scratch-faults.ts';

const PREFIX = 'proofsheet-upload-';
const ABANDONED_MS = 3_600_000;

/** Those of this process. */
const own = new Set<string>();

/** Runs `work` with a new folder, and removes the folder after it, however it ends. */
export async function withScratchFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent, PREFIX));
  own.add(folder);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    own.delete(folder);
  }
}

/** Throws a Fault unless the largest file would find room. Writes nothing. */
export async function pingScratch(parent: string): Promise<void> {
  try {
    await access(parent, constants.W_OK);
    const { bavail, bsize } = await statfs(parent);
    if (bavail * bsize < LIMITS.uploadBytes) throw scratchFault('full');
  } catch (error) {
    throw asScratchFault(error) ?? error;
  }
}

/**
 * Makes the folder where there is none; a process that cuts its uploads off removes their folders when it exits. Removes what killed processes have left in it, now and every hour: a process
 * that is restarted at once finds folders too young to be distinguished from those of a process beside it.
 */
export async function keepScratchClean(parent: string): Promise<void> {
  await mkdir(parent, { recursive: true });
  process.once('exit', () => {
    for (const folder of own) rmSync(folder, { recursive: true, force: true });
  });
  await removeAbandonedUploads(parent);
  setInterval(() => void removeAbandonedUploads(parent).catch(() => {}), ABANDONED_MS).unref();
}

/** Removes folders into which nothing has been written for an hour. */
async function removeAbandonedUploads(parent: string): Promise<void> {
  const names = await readdir(parent);
  for (const name of names.filter((name) => name.startsWith(PREFIX))) {
    const folder = join(parent, name);
    if (Date.now() - (await lastWritten(folder)) > ABANDONED_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** When the folder or a file in it was written to. What is gone meanwhile is left to whoever removed it. */
async function lastWritten(folder: string): Promise<number> {
  const files = await readdir(folder).catch(() => []);
  const paths = [folder, ...files.map((file) => join(folder, file))];
  const times = await Promise.all(paths.map((path) => stat(path).then(({ mtimeMs }) => mtimeMs, Date.now)));
  return Math.max(...times);
}
