import { type Logger, pino } from 'pino';

/** Wherever they turn up: ioredis, for one, hangs the failed command with its arguments on the error, AUTH included. */
const SECRETS = ['password', 'secretKey', 'accessKey', 'connectionString', 'authorization', 'url'];

export function createLog(level: string): Logger {
  return pino({
    level,
    base: { service: 'worker', pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: pino.stdSerializers.errWithCause },
    redact: {
      paths: ['err.command', 'err.cause.command', ...SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])],
      censor: '[secret]',
    },
  });
}
