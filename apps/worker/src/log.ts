import { destination, type Logger, type LoggerOptions, pino, stdSerializers, stdTimeFunctions } from 'pino';

/** Hidden at any level: ioredis, for one, puts the failed command and its arguments on the error, AUTH's included. */
const SECRETS = ['password', 'secretKey', 'accessKey', 'connectionString', 'authorization', 'url'];

/**
 * Written line by line, each before the next thing happens: a process that ends has logged everything, in order. A
 * worker logs little enough for that.
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
