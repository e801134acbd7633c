import { asDatabaseFault, attemptState, type Db, renewLease } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { Log } from '@proofsheet/queue';

export interface Lease {
  /**
   * Aborted with a Fault: `lease_lost` once another worker may have taken over, `generation_cancelled` by client or
   * deadline.
   */
  readonly signal: AbortSignal;
  stop(): void;
}

type Attempt = { readonly id: string; readonly attempt: number };

/** How long it takes at most to notice that a generation was cancelled. */
const WATCH_MS = 500;

/**
 * Renews the lease of a claimed generation at a third of its length, and watches whether the generation is still
 * wanted. While the database does not answer, the work continues until the lease must have run out; from then on
 * another worker may have the generation, and going on is wasted. Correctness does not depend on this: completing is
 * guarded by the attempt.
 */
export function keepLease(db: Db, attempt: Attempt, leaseSeconds: number, log: Log): Lease {
  const over = new AbortController();
  const timers = [
    setInterval(renew, (leaseSeconds * 1000) / 3),
    setInterval(watch, Math.min(WATCH_MS, (leaseSeconds * 1000) / 3)),
  ];
  const stop = () => timers.forEach(clearInterval);
  const end = (fault: Fault) => {
    stop();
    over.abort(fault);
  };
  let renewedAt = performance.now();

  async function renew(): Promise<void> {
    const asked = performance.now();
    try {
      // Not renewed: the row says why.
      if (await renewLease(db, { ...attempt, leaseSeconds })) renewedAt = asked;
      else await watch();
    } catch (error) {
      log[asDatabaseFault(error) ? 'debug' : 'warn']({ err: error }, 'lease not renewed');
      if (performance.now() - renewedAt > leaseSeconds * 1000) end(leaseLost());
    }
  }

  async function watch(): Promise<void> {
    const state = await attemptState(db, attempt).catch(() => 'ours' as const);
    if (state === 'lost') end(leaseLost());
    if (state === 'cancelled') end(new Fault('generation_cancelled', 'The generation was cancelled.'));
  }

  return { signal: over.signal, stop };
}

function leaseLost(): Fault {
  return new Fault('lease_lost', 'Another worker took the generation over.');
}
