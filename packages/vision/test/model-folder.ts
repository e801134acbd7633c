import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the model files of one test file. */
export async function modelFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-models-'));
  return {
    path: folder,
    async put(name: string, bytes: Uint8Array): Promise<string> {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
