import { Fault } from '@proofsheet/domain';
import { Piscina } from 'piscina';
import type { CutByHand } from './cut-by-hand.ts';
import type { HandAnswer, HandTask } from './hand-thread.ts';

export interface HandCutter {
  /** As `cutByHand`, in a thread: no request waits while pixels are counted. */
  cut(task: HandTask): Promise<CutByHand>;
  close(): Promise<void>;
}

/** A thread that is idle for this long ends and frees its memory. */
const IDLE_MS = 60_000;

/** The thread starts with the first mask. Masks that come at the same time wait for each other. */
export function openHandCutter(): HandCutter {
  const pool = new Piscina<HandTask, HandAnswer>({
    filename: new URL('./hand-thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  });
  return {
    async cut(task) {
      const answer = await pool.run(task);
      if ('fault' in answer) throw new Fault(answer.fault.code, answer.fault.message);
      const { image, ...cut } = answer.cut;
      return { ...cut, image: Buffer.from(image.buffer, image.byteOffset, image.byteLength) };
    },
    close: () => pool.close({ force: true }),
  };
}
