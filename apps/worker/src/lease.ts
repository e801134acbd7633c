import { type Db, renewLease } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { Log } from '@proofsheet/queue';

export interface Lease {
  /** Aborted with a Fault `lease_lost` once another worker may have taken over. */
  readonly signal: AbortSignal;
  stop(): void;
}

/**
 * Renews a claimed generation's lease at a third of its length. A database that does not answer is no reason to stop
 * until the lease must have run out; from then on another worker may be at work, so every further effort is wasted.
 * Nothing depends on this for correctness: completing is guarded by the attempt.
 */
export function keepLease(db: Db, claim: { id: string; attempt: number }, leaseSeconds: number, log: Log): Lease {
  const lost = new AbortController();
  let renewedAt = performance.now();

  const renew = async () => {
    const asked = performance.now();
    try {
      if (await renewLease(db, { ...claim, leaseSeconds })) renewedAt = asked;
      else lose();
    } catch (error) {
      log.warn({ err: error }, 'lease not renewed');
      if (performance.now() - renewedAt > leaseSeconds * 1000) lose();
    }
  };
  const lose = () => {
    clearInterval(timer);
    lost.abort(new Fault('lease_lost', 'Another worker took the generation over.'));
  };
  const timer = setInterval(renew, (leaseSeconds * 1000) / 3);
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}
