import type { Log } from '../src/index.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

/** A log that keeps what was said, as `level message`. */
export function keepingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const level = (name: string) => (details: object, message: string) =>
    void lines.push(
      `${name} ${message}${message === 'queue error' ? `: ${(details as { err?: Error }).err?.message}` : ''}`,
    );
  const log = {
    lines,
    debug() {},
    info: level('info'),
    warn: level('warn'),
    error: level('error'),
    child: () => log,
  };
  return log;
}
