import type { Log } from './log.ts';

/** Reports the start and the end of an outage, and not the hundred errors in between. */
export function reportOutages(log: Log) {
  let down = false;
  return {
    failed(error: Error): void {
      if (!isOutage(error)) log.warn({ err: error }, 'queue error');
      else if (down) log.debug({ err: error }, 'queue still unreachable');
      else log.warn({ err: error }, 'queue unreachable');
      down ||= isOutage(error);
    },
    answered(): void {
      if (down) log.info({}, 'queue reachable again');
      down = false;
    },
  };
}

/** Of Node's sockets, and PostgreSQL's classes 08 (connection), 53300 (too many) and 57P (shut down or starting). */
const CODES = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|08|53300|57P)/;
/** ioredis and pg give these no code. */
const MESSAGES = /connection (is closed|terminated|ended)|time(d )?-?out|isn't writeable|socket closed/i;

function isOutage(error: Error & { code?: unknown }): boolean {
  return CODES.test(String(error.code ?? '')) || MESSAGES.test(error.message);
}
