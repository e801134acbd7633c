import type { Storage } from '@proofsheet/storage';
import type { Truth } from './truth.ts';
import { type Violation, violation } from './violation.ts';

/** Objects that no row names. */
export async function orphansOf({ outputs, assets }: Truth, storage: Storage): Promise<string[]> {
  const named = new Set([
    ...outputs.map(({ objectKey }) => objectKey),
    ...assets.flatMap(({ objectKey, masterKey, proxyKey, cutoutKey }) => [objectKey, masterKey, proxyKey, cutoutKey]),
  ]);
  const objects = await Array.fromAsync(storage.list(''));
  return objects.map(({ key }) => key).filter((key) => !named.has(key));
}

/** After the collection there are no orphans. */
export async function leftOrphans(truth: Truth, storage: Storage): Promise<Violation[]> {
  const keys = await orphansOf(truth, storage);
  return keys.map((key) => violation('orphan', key, 'no row names this object'));
}
