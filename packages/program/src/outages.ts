import { type Dependency, Fault, type OutageWatch } from '@proofsheet/domain';

export interface OutageLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** An answer counts when it is not followed by a failure within this time. */
const SETTLED_MS = 1000;

/** Logs one line when a dependency goes and one when it is back, however many calls fail in between. */
export function watchOutages(log: OutageLog, dependency: Dependency): OutageWatch {
  let goneAt: number | undefined;
  let settling: NodeJS.Timeout | undefined;
  return {
    failed(error) {
      clearTimeout(settling);
      settling = undefined;
      const fault = error instanceof Fault ? error : undefined;
      const about = { dependency, reason: fault?.reason ?? 'other', err: fault?.cause ?? error };
      log[goneAt === undefined ? 'warn' : 'debug'](about, fault?.message ?? `The ${dependency} cannot be used.`);
      goneAt ??= performance.now();
    },
    answered() {
      if (goneAt === undefined || settling) return;
      const seconds = Math.round((performance.now() - goneAt) / 1000);
      settling = setTimeout(() => {
        goneAt = undefined;
        settling = undefined;
        log.info({ dependency, seconds }, `The ${dependency} is back.`);
      }, SETTLED_MS).unref();
    },
  };
}
