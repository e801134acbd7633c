import { objectKeys } from '@proofsheet/domain';
import type { RenderedOutput } from '@proofsheet/render';
import type { Storage } from '@proofsheet/storage';

/** The files of one attempt: their keys carry its number, so no other attempt can ever touch them, nor they another's. */
export function attemptFiles(storage: Storage, claim: { id: string; attempt: number }) {
  const keys: string[] = [];
  return {
    /** Remembered before it is written: an upload that fails half-way is removed as well. */
    async store({ index, mediaType, bytes }: RenderedOutput): Promise<string> {
      const key = objectKeys.output(claim.id, claim.attempt, index, mediaType);
      keys.push(key);
      await storage.put(key, bytes, { bytes: bytes.length, mediaType });
      return key;
    },
    remove: () => storage.remove(keys),
  };
}
