/** An error that the user of the terminal can fix: shown by its message alone, without a stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** PostgreSQL's codes for a user that does not exist: foreign_key_violation, or an id of the wrong type. */
const UNKNOWN_USER = ['23503', '22P02'];

/** The error to throw in place of one of the database: it names the unknown user, where that is the reason. */
export function userError(userId: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return UNKNOWN_USER.includes(code) ? new CommandError(`There is no user ${userId}.`) : error;
}
