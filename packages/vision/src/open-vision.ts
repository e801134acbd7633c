import { Fault } from '@proofsheet/domain';
import { Piscina } from 'piscina';
import type { SeenImage } from './see.ts';
import type { Answer, Errand } from './vision-thread.ts';

export interface VisionOptions {
  /** Images that are looked at side by side; each takes a thread and the memory of one decoded image. */
  readonly threads: number;
}

export interface Vision {
  /**
   * Everything that ingest makes of an upload. Throws the faults of `readHeader` and `upload_not_an_image`; whatever
   * else cannot be seen is a finding of the analysis. The signal ends the thread that is at work.
   */
  see(bytes: Buffer, options?: { signal?: AbortSignal }): Promise<SeenImage>;
  close(): Promise<void>;
}

/** A thread that had nothing to do for so long ends, and gives its memory back. */
const IDLE_MS = 30_000;

/** Threads start with the first image, not before. */
export function openVision({ threads }: VisionOptions): Vision {
  const pool = new Piscina<Errand, Answer>({
    filename: new URL('./vision-thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
  });
  return {
    async see(bytes, { signal } = {}) {
      const answer = await pool.run({ bytes }, { signal: signal ?? null }).catch((error: unknown) => {
        signal?.throwIfAborted();
        throw error;
      });
      if ('fault' in answer) throw new Fault(answer.fault.code, answer.fault.message, { cause: answer.cause });
      return withBuffers(answer.seen);
    },
    close: () => pool.close({ force: true }),
  };
}

/** Buffers arrive from a thread as plain byte arrays. */
function withBuffers(seen: SeenImage): SeenImage {
  const { master, cutout } = seen;
  return {
    ...seen,
    master: Buffer.from(master.buffer, master.byteOffset, master.byteLength),
    ...(cutout
      ? {
          cutout: {
            ...cutout,
            bytes: Buffer.from(cutout.bytes.buffer, cutout.bytes.byteOffset, cutout.bytes.byteLength),
          },
        }
      : {}),
  };
}
