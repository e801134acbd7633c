import { objectKeys } from '@proofsheet/domain';
import type { RenderedOutput } from '@proofsheet/render';
import type { Storage } from '@proofsheet/storage';

export interface AttemptFiles {
  store(output: RenderedOutput): Promise<string>;
  /** Removes all of them, after waiting for the upload that is under way. Nothing is stored after that. */
  remove(): Promise<void>;
}

/** The files of one attempt. Their keys carry its number, so attempts never touch each other's files. */
export function attemptFiles(storage: Storage, claim: { id: string; attempt: number }): AttemptFiles {
  const keys: string[] = [];
  let uploading: Promise<unknown> = Promise.resolve();
  let over = false;
  return {
    /** The key is remembered before the upload, so that one that fails half-way is removed, too. */
    async store({ index, mediaType, bytes }) {
      if (over) throw new Error('The attempt is over: nothing is stored any more.');
      const key = objectKeys.output(claim.id, claim.attempt, index, mediaType);
      keys.push(key);
      const stored = storage.put(key, bytes, { bytes: bytes.length, mediaType });
      uploading = stored.catch(() => {});
      await stored;
      return key;
    },
    async remove() {
      over = true;
      await uploading;
      await storage.remove(keys);
    },
  };
}
