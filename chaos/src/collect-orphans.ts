import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ChaosSystem } from './system/start.ts';
import { orphansOf } from './verify/orphans.ts';
import { readTruth } from './verify/truth.ts';

const CLI = resolve(import.meta.dirname, '../../apps/cli/src/main.ts');

/** As an operator does, once nothing is written any more. Answers how many objects went. */
export async function collectOrphans({ db, storage, storageProxy, operatorEnv }: ChaosSystem): Promise<number> {
  await storageProxy.settled();
  const before = await orphansOf(await readTruth(db), storage);
  // It ends with 1 when an object is missing, which verification tells in its own words.
  await promisify(execFile)(process.execPath, [CLI, 'orphans', '--older-than', '0'], { env: operatorEnv }).catch(
    (error: { code?: unknown }) => {
      if (error.code !== 1) throw error;
    },
  );
  const after = await orphansOf(await readTruth(db), storage);
  return before.length - after.length;
}
