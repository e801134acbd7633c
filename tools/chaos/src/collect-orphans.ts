import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ChaosSystem } from './system/start.ts';
import { orphansOf } from './verify/orphans.ts';
import { readTruth } from './verify/truth.ts';

const CLI = resolve(import.meta.dirname, '../../../apps/cli/src/main.ts');

const TRIES = 10;

/** Collects orphans as an operator does, once nothing is written any more. Answers how many objects were removed. */
export async function collectOrphans({ db, storage, storageProxy, operatorEnv }: ChaosSystem): Promise<number> {
  await storageProxy.settled();
  const before = await orphansOf(await readTruth(db), storage);
  for (let left = TRIES; !(await ranToItsEnd(operatorEnv)); left--) {
    if (left === 0) throw new Error('proofsheet orphans never ran to its end');
    await delay(1_000);
  }
  const after = await orphansOf(await readTruth(db), storage);
  return before.length - after.length;
}

/**
 * The command ends with 1 when an object is missing, which verification reports itself, but also when a busy database
 * does not answer in time. Its last line, about the objects that rows name, tells the two apart.
 */
async function ranToItsEnd(env: NodeJS.ProcessEnv): Promise<boolean> {
  const run = promisify(execFile)(process.execPath, [CLI, 'orphans', '--older-than', '0'], { env });
  const { stdout } = await run.catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  return /Every object that a row names is there|objects that rows name are not there/.test(stdout);
}
