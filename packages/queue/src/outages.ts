import type { Log } from './log.ts';

/** Reports the start and the end of an outage, and not the hundred errors in between. */
export function reportOutages(log: Log) {
  let down = false;
  return {
    failed(error: Error): void {
      if (down) log.debug({ err: error }, 'queue still unreachable');
      else log.warn({ err: error }, 'queue unreachable');
      down = true;
    },
    answered(): void {
      if (down) log.info({}, 'queue reachable again');
      down = false;
    },
  };
}
