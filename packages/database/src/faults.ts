import { Fault } from '@proofsheet/domain';

/**
 * SQLSTATEs of a server that is away or overloaded, not of a wrong query: 08 connection, 53 resources, 57P shutdown,
 * 57014 statement timeout, 25P03 idle in a transaction for too long, 25006 a standby that takes no writes yet.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const AWAY_STATES = /^(08...|53...|57P..|57014|25006|25P03)$/;

const NETWORK_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** What pg and its pool throw without a code. */
const AWAY_MESSAGES = [
  /timeout exceeded when trying to connect/i,
  /connection terminated/i,
  /client has encountered a connection error/i,
  /query read timeout/i,
  /timeout expired/i,
];

/** The Fault of a database that is unreachable or does not answer; undefined for every other error. */
export function asDatabaseFault(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const away =
    AWAY_STATES.test(code) || NETWORK_ERRORS.has(code) || AWAY_MESSAGES.some((message) => message.test(error.message));
  if (!away) return undefined;
  return new Fault('dependency_unavailable', 'The database is not reachable. Try again shortly.', {
    dependency: 'database',
    cause: error,
  });
}
