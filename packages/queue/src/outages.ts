import type { Log } from './log.ts';

const MINUTE = 60_000;

/** Logs the start and the end of an outage, not the hundred errors in between. */
export function reportOutages(log: Log) {
  let down = false;
  let last = { message: '', at: 0 };

  function failed(error: Error): void {
    const known = isOutage(error) ? down : error.message === last.message && Date.now() - last.at < MINUTE;
    if (known) {
      log.debug({ err: error }, 'queue error again');
      return;
    }
    if (isOutage(error)) down = true;
    else last = { message: error.message, at: Date.now() };
    log.warn({ err: error }, isOutage(error) ? 'queue unreachable' : 'queue error');
  }
  function answered(): void {
    if (down) log.info({}, 'queue reachable again');
    down = false;
  }
  return { failed, answered };
}

/**
 * Codes of Node's sockets, and PostgreSQL's classes 08 (connection), 53300 (too many) and 57P (shut down or starting).
 */
const CODES = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|08|53300|57P)/;
/** What ioredis and pg throw without a code. */
const MESSAGES = /connection (is closed|terminated|ended)|time(d )?-?out|isn't writeable|socket closed/i;

function isOutage(error: Error & { code?: unknown }): boolean {
  return CODES.test(String(error.code ?? '')) || MESSAGES.test(error.message);
}
