import type { Storage } from '@proofsheet/storage';
import { LRUCache } from 'lru-cache';

/** The files that pictures are made of, by their keys. */
export interface AssetFiles {
  /** Throws as the storage does. Whoever gets the bytes only reads them: others have the same. */
  get(key: string): Promise<Buffer>;
}

/** A proxy is about a megabyte; a master or a cut-out may be several. */
const KEPT_BYTES = 64 * 1024 * 1024;

/**
 * Files as the storage has them, those that were used last from memory: several orders of one asset follow each other, and
 * some are rendered side by side. What lies under a key never changes, so what is kept is never out of date.
 */
export function openAssetFiles(storage: Pick<Storage, 'get'>, keptBytes = KEPT_BYTES): AssetFiles {
  const kept = new LRUCache<string, Buffer>({
    maxSize: keptBytes,
    sizeCalculation: (bytes) => Math.max(1, bytes.length),
    fetchMethod: (key) => storage.get(key),
  });
  return { get: (key) => kept.forceFetch(key) };
}
