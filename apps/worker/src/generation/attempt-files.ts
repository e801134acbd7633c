import { objectKeys } from '@proofsheet/domain';
import type { RenderedOutput } from '@proofsheet/render';
import type { Storage } from '@proofsheet/storage';

export interface AttemptFiles {
  store(output: RenderedOutput): Promise<string>;
  /** All of them; what is on its way is waited for, and nothing is stored any more. */
  remove(): Promise<void>;
}

/** The files of one attempt: their keys carry its number, so no other attempt can ever touch them, nor they another's. */
export function attemptFiles(storage: Storage, claim: { id: string; attempt: number }): AttemptFiles {
  const keys: string[] = [];
  let onItsWay: Promise<unknown> = Promise.resolve();
  let over = false;
  return {
    /** Remembered before it is written: an upload that fails half-way is removed as well. */
    async store({ index, mediaType, bytes }) {
      if (over) throw new Error('The attempt is over: nothing is stored any more.');
      const key = objectKeys.output(claim.id, claim.attempt, index, mediaType);
      keys.push(key);
      const stored = storage.put(key, bytes, { bytes: bytes.length, mediaType });
      onItsWay = stored.catch(() => {});
      await stored;
      return key;
    },
    async remove() {
      over = true;
      await onItsWay;
      await storage.remove(keys);
    },
  };
}
