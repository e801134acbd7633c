import type { OutageWatch } from '@proofsheet/domain';
import type { Backend, Observer } from './backend.ts';
import { outageReason, queueFault } from './faults.ts';

const MINUTE = 60_000;

/** Tells the watch of outages, and the log of every other error of the connections, once a minute. */
export function observe({ log, watch }: Observer): OutageWatch & Pick<Backend, 'explain'> {
  let broken: unknown;
  let last = { message: '', at: Number.NEGATIVE_INFINITY };
  return {
    failed(error) {
      const reason = outageReason(error);
      if (reason === 'password' || reason === 'certificate' || reason === 'starting') broken = error;
      if (reason !== undefined) return watch?.failed(queueFault(error));
      const message = String(error);
      const known = message === last.message && performance.now() - last.at < MINUTE;
      if (!known) last = { message, at: performance.now() };
      log[known ? 'debug' : 'warn']({ err: error }, 'queue error');
    },
    answered() {
      broken = undefined;
      watch?.answered();
    },
    explain: (error) => broken ?? error,
  };
}
