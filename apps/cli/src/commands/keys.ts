import { createApiKey, createUser, type Db } from '@proofsheet/database';
import { newUserKey } from '@proofsheet/local-system';
import { CommandError } from '../command-error.ts';
import { type Target, withDatabase } from '../system/servers.ts';
import { tableOfUsers, userError } from '../system/users.ts';

export interface KeyOptions {
  readonly name: string;
  readonly user?: string;
  readonly email?: string;
}

/** Makes a key, for the given user or for a new one. Only its hash is stored: the key can never be read again. */
export function createKey(
  { name, user, email }: KeyOptions,
  target: Target,
): Promise<{ readonly userId: string; readonly key: string }> {
  return withDatabase(target, async (db) => {
    const table = await tableOfUsers(db);
    if (user === undefined && !table.own)
      throw new CommandError(
        `Users are made by your product, in ${table.shown}: give one of them, by --user <${table.key}>.`,
      );
    const userId = user ?? (await createUser(db, email ? { email } : {})).id;
    try {
      const { key } = await createApiKey(db, { userId, name });
      return { userId, key };
    } catch (error) {
      throw userError(error, userId, table);
    }
  });
}

/** Makes a user and its key when the database has no key yet. The key can never be read again. */
export async function makeFirstKey(db: Db): Promise<string | undefined> {
  const existing = await db.selectFrom('ApiKey').select('id').limit(1).executeTakeFirst();
  return existing ? undefined : newUserKey(db, 'first key');
}
