import { createApiKey, createUser } from '@proofsheet/database';
import { userError } from '../command-error.ts';
import { type Target, withDatabase } from '../system/servers.ts';

export interface KeyOptions {
  readonly name: string;
  readonly user?: string;
  readonly email?: string;
}

/** Makes a key, for a user that exists or for a new one. Its text is answered once and stored nowhere. */
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
