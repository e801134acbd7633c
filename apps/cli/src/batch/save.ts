import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Ended, Proofsheet } from '@proofsheet/client';
import { fileNameOf } from '../remote/images.ts';

interface Tools {
  readonly proofsheet: Proofsheet;
  readonly signal: AbortSignal;
}

/** The images of one row in a folder of its own, the best one first. Answers the paths. */
export async function saveRow(
  { out, row }: { readonly out: string; readonly row: number },
  { outputs }: Ended,
  { proofsheet, signal }: Tools,
): Promise<string[]> {
  const folder = join(resolve(out), String(row + 1).padStart(4, '0'));
  if (outputs.length > 0) await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const output of outputs) {
    const path = join(folder, fileNameOf(output));
    await writeFile(path, await proofsheet.outputs.download(output, { signal }));
    files.push(path);
  }
  return files;
}

/** All images as one ZIP. A file of this name is a whole archive: what breaks off leaves none. Answers its path. */
export async function saveArchive(file: string, batchId: string, { proofsheet, signal }: Tools): Promise<string> {
  const path = resolve(file);
  const unfinished = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const zip = await proofsheet.batches.archive(batchId, { signal });
    await pipeline(Readable.fromWeb(zip as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(unfinished));
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  return path;
}
