import { destination, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';
import { hideSecrets, SECRET_PATHS } from './secrets.ts';

export type Log = Logger;

/**
 * JSON lines on standard output, each written before the next thing happens: a process that ends has logged everything,
 * in order. Secrets are hidden by the names of their fields, and again by how they look. No line has a key twice.
 */
export function openLog(service: string, level: string, to?: { write(line: string): void }): Log {
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.errWithCause },
      redact: { paths: SECRET_PATHS, censor: '[hidden]' },
      hooks: { streamWrite: (line) => withoutRepeats(hideSecrets(line)) },
    },
    to ?? destination({ dest: 1, sync: true }),
  );
}

/** Pino writes level and time first. */
const HEAD = /^\{"level":"(\w+)","time":"([^"]+)"/;

/**
 * Pino writes the fields of a logger and those of a line one after the other, also where their names are the same. The
 * line's own value counts, except for its level and time.
 */
function withoutRepeats(line: string): string {
  const [, level, time] = HEAD.exec(line) ?? [];
  return `${JSON.stringify({ ...JSON.parse(line), level, time })}\n`;
}

/** What nobody catches is logged, and ends the process with 1. */
export function logCrashes(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, `${log.bindings().service} crashed`);
    process.exit(1);
  });
}
