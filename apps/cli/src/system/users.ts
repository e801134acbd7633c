import type { Db } from '@proofsheet/database';
import { type UserTable, userTableOf } from '@proofsheet/migrations';
import { CommandError } from '../command-error.ts';

/** Where the users are, and how that is written in a line for people. */
export interface UsersTable extends UserTable {
  readonly shown: string;
}

export async function tableOfUsers(db: Db): Promise<UsersTable> {
  const table = await userTableOf(db);
  if (!table) throw new CommandError('The database has no tables of Proofsheet yet: the command migrate makes them.');
  return { ...table, shown: `"${table.schema}"."${table.name}"` };
}

/**
 * SQLSTATEs of an id that names no user: no row has it, or no row can, because it is of another type, too large or too
 * long.
 */
const UNKNOWN_USER = ['23503', '22P02', '22003', '22001', '22007', '22008'];

/** The error to throw in place of one of the database: it names the unknown user, where that is the reason. */
export function userError(error: unknown, userId: string, table: UsersTable): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return UNKNOWN_USER.includes(code) ? unknownUser(userId, table) : error;
}

export function unknownUser(userId: string, { own, shown, key, type }: UsersTable): CommandError {
  const where = own ? '' : ` in ${shown} of your product, whose "${key}" is of type ${type}`;
  return new CommandError(`There is no user ${userId}${where}.`);
}
