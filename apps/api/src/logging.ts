import { type Logger, pino } from 'pino';

const SECRET_NAMES = ['authorization', 'key', 'accessKey', 'secretKey', 'password', 'secret', 'token', 'url'];

/** ioredis puts the failed command on the error, with its arguments: AUTH's are the password. */
const COMMANDS = ['err.command', 'err.cause.command'];

/** How secrets look anywhere in a line: error messages quote addresses and keys. */
const SECRET_PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(X-Amz-(?:Signature|Credential|Security-Token)=)[^&"\s\\]+/gi, '$1[hidden]'],
  [/\bps_[A-Za-z0-9_-]{20,}/g, 'ps_[hidden]'],
  [/\b(Bearer\s+)[^"\s\\]+/gi, '$1[hidden]'],
  [/(\b[a-z][a-z0-9+]*:\/\/[^:@\s"/]*):[^@\s"/]+@/gi, '$1:[hidden]@'],
];

function hideSecrets(line: string): string {
  return SECRET_PATTERNS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

/** JSON lines on standard output. Secrets are hidden by the names of their fields, and again by how they look. */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: { service: 'api' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: pino.stdSerializers.errWithCause },
    redact: {
      paths: [...COMMANDS, ...SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])],
      censor: '[hidden]',
    },
    hooks: { streamWrite: hideSecrets },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
