import { destination, type Logger, type LoggerOptions, pino, stdSerializers, stdTimeFunctions } from 'pino';

/** Wherever they turn up: ioredis, for one, hangs the failed command with its arguments on the error, AUTH included. */
const SECRETS = ['password', 'secretKey', 'accessKey', 'connectionString', 'authorization', 'url'];

/**
 * Written line by line, each before the next thing happens: a process that ends has told all, and in order. A worker says
 * little enough for that.
 */
export function createLog(level: string): Logger {
  const options: LoggerOptions = {
    level,
    base: { service: 'worker', pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: stdSerializers.errWithCause },
    redact: {
      paths: ['err.command', 'err.cause.command', ...SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])],
      censor: '[secret]',
    },
  };
  return pino(options, destination({ dest: 1, sync: true }));
}
