import { createApiKey, createUser, type Db } from '@proofsheet/database';
import { newUserKey } from '@proofsheet/local-system';
import { userError } from '../command-error.ts';
import { type Target, withDatabase } from '../system/servers.ts';

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
    const userId = user ?? (await createUser(db, email ? { email } : {})).id;
    try {
      const { key } = await createApiKey(db, { userId, name });
      return { userId, key };
    } catch (error) {
      throw userError(userId, error);
    }
  });
}

/** Makes a user and its key when the database has no key yet. The key can never be read again. */
export async function makeFirstKey(db: Db): Promise<string | undefined> {
  const existing = await db.selectFrom('ApiKey').select('id').limit(1).executeTakeFirst();
  return existing ? undefined : newUserKey(db, 'first key');
}
