import type { Storage } from '@proofsheet/storage';
import { LRUCache } from 'lru-cache';

/** Reads the files that pictures are made of. */
export interface AssetFiles {
  /** Throws as the storage does. The bytes must not be written to: others have the same buffer. */
  get(key: string): Promise<Buffer>;
}

/** A proxy is about a megabyte; a master or a cut-out may be several. */
const KEPT_BYTES = 64 * 1024 * 1024;

/**
 * Reads files from the storage, and keeps the ones that were used last in memory: several orders of one asset follow
 * each other, and some are rendered side by side. What a key names never changes, so what is kept is never out of date.
 */
export function openAssetFiles(storage: Pick<Storage, 'get'>, keptBytes = KEPT_BYTES): AssetFiles {
  const kept = new LRUCache<string, Buffer>({
    maxSize: keptBytes,
    sizeCalculation: (bytes) => Math.max(1, bytes.length),
    fetchMethod: (key) => storage.get(key),
  });
  return { get: (key) => kept.forceFetch(key) };
}
