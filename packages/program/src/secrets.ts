const NAMES = [
  ...['authorization', 'key', 'accessKey', 'secretKey', 'connectionString'],
  ...['password', 'secret', 'token', 'url'],
];

/** ioredis puts the failed command on the error, with its arguments: AUTH's are the password. */
const COMMANDS = ['err.command', 'err.cause.command'];

/** The fields that are never logged, as pino's `redact` takes them. */
export const SECRET_PATHS = [...COMMANDS, ...NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])];

/** How secrets look anywhere in a line: error messages quote addresses and keys. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(X-Amz-(?:Signature|Credential|Security-Token)=)[^&"\s\\]+/gi, '$1[hidden]'],
  [/\b(ps|psk|psr)_[A-Za-z0-9_-]{20,}/g, '$1_[hidden]'],
  [/\b(Bearer\s+)[^"\s\\]+/gi, '$1[hidden]'],
  [/(\b[a-z][a-z0-9+]*:\/\/[^:@\s"/]*):[^@\s"/]+@/gi, '$1:[hidden]@'],
];

export function hideSecrets(line: string): string {
  return PATTERNS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
