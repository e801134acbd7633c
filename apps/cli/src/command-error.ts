/** Something the person at the terminal can put right: shown as its message alone, without a stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * What PostgreSQL answers about a user that does not exist: foreign_key_violation, or an id of another type than the
 * column's.
 */
const UNKNOWN_USER = ['23503', '22P02'];

/** To be thrown instead of an error of the database: says that there is no such user, where that is the reason. */
export function userError(userId: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return UNKNOWN_USER.includes(code) ? new CommandError(`There is no user ${userId}.`) : error;
}
