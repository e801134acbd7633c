import { connectionReason, Fault, type OutageReason, outageSentence } from '@proofsheet/domain';

/**
 * SQLSTATEs of a server that cannot be used now, not of a wrong query.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const STATES: readonly (readonly [RegExp, OutageReason])[] = [
  [/^28...$/, 'password'],
  [/^3D000$/, 'missing'],
  [/^(53.|58030)/, 'full'],
  [/^57P03$/, 'starting'],
  [/^(08...|57P..)$/, 'refused'],
  // A statement, a lock or an idle transaction that took too long.
  [/^(57014|55P03|25P0[34])$/, 'timeout'],
  [/^25006$/, 'readonly'],
];

const FOREIGN_KEY_VIOLATION = '23503';

/** What pg and its pool throw without a code. */
const MESSAGES: readonly (readonly [RegExp, OutageReason])[] = [
  [/timeout exceeded when trying to connect|query read timeout|timeout expired/i, 'timeout'],
  [/connection terminated|client has encountered a connection error|connection ended/i, 'refused'],
  [/does not support SSL|error establishing an SSL connection|received invalid response/i, 'certificate'],
  [/SASL|client password must be a string|unknown authentication/i, 'password'],
];

const DETAILS: Partial<Record<OutageReason, string>> = {
  password: 'see DATABASE_URL, and pg_hba.conf on the server',
  certificate: 'see sslmode and sslrootcert in DATABASE_URL',
  missing: 'no such database; see DATABASE_URL',
  full: 'no space on its disk, or no connections left',
  readonly: 'it is a standby, or set to read only',
  schema: 'run `proofsheet migrate`',
};

/** The Fault of a database that is unreachable or does not answer; undefined for every other error. */
export function asDatabaseFault(error: unknown): Fault | undefined {
  const reason = reasonOf(error);
  return reason && databaseFault(reason, error);
}

export function databaseFault(reason: OutageReason, cause?: unknown): Fault {
  const detail = DETAILS[reason] ? ` (${DETAILS[reason]})` : '';
  const message = `${outageSentence('The database', reason)}${detail}. Try again shortly.`;
  return new Fault('dependency_unavailable', message, { dependency: 'database', reason, cause });
}

function reasonOf(error: unknown): OutageReason | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, message } = error as { code?: unknown; message: string };
  const state = typeof code === 'string' ? STATES.find(([states]) => states.test(code)) : undefined;
  return state?.[1] ?? connectionReason(error) ?? MESSAGES.find(([messages]) => messages.test(message))?.[1];
}

/** Whether a row was to refer to one that was there when it was looked up, and has been deleted since. */
export function isReferenceGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === FOREIGN_KEY_VIOLATION;
}

/** SQLSTATEs of a value that no row can have in that column: of another type, too large or too long. */
const NO_ID = ['22P02', '22003', '22001', '22007', '22008'];

export function isNoId(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NO_ID.includes(String(error.code));
}
