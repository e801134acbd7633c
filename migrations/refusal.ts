/** Why migrating does not go on, in one line: what is in the way, and what to do about it. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/** The SQLSTATE of a server's error; empty for every other error. */
export function stateOf(error: unknown): string {
  return error instanceof Error && 'severity' in error && 'code' in error ? String(error.code) : '';
}

/**
 * What the server says, with what to do about it where that is known. 42P07: something of that name exists; 42501: a
 * privilege is missing; 57014: cancelled.
 */
export function refusalOf(error: unknown, doing: string): unknown {
  const state = stateOf(error);
  if (state === '' || !(error instanceof Error)) return error;
  const remedy = REMEDIES[state];
  return new MigrationRefused(`${doing}: ${error.message}.${remedy ? ` ${remedy}` : ''} (${state})`, { cause: error });
}

const REMEDIES: Readonly<Record<string, string>> = {
  '42P07':
    'It is not a table of Proofsheet: give Proofsheet a schema of its own, by create schema proofsheet and ' +
    '?options=-c%20search_path%3Dproofsheet at the end of DATABASE_URL.',
  '42501': 'The role of DATABASE_URL lacks a privilege: its owner grants it, or another role migrates.',
  '57014': 'An operator or a limit of the server has cancelled it: what was done before stays, migrate goes on there.',
  '23503': 'Rows refer to something that is not there: see which, mend them, and migrate again.',
};
