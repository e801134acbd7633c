import { connectDatabase, createApiKey, createUser, type Db } from '@proofsheet/database';
import { CommandError } from '../command-error.ts';
import { databaseUrl } from '../system/servers.ts';

export interface KeyOptions {
  readonly data: string;
  readonly name: string;
  readonly user?: string;
  readonly email?: string;
}

/** Makes a key, for a user that exists or for a new one. Its text is answered once and stored nowhere. */
export async function createKey(options: KeyOptions, env: NodeJS.ProcessEnv): Promise<{ userId: string; key: string }> {
  const db = connectDatabase({ url: databaseUrl(options.data, env) });
  try {
    const userId = options.user ?? (await createUser(db, options.email ? { email: options.email } : {})).id;
    const { key } = await createKeyFor(db, userId, options.name);
    return { userId, key };
  } finally {
    await db.destroy();
  }
}

async function createKeyFor(db: Db, userId: string, name: string): Promise<{ key: string }> {
  try {
    return await createApiKey(db, { userId, name });
  } catch (error) {
    // foreign_key_violation, or an id that the column's type does not take
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === '23503' || code === '22P02') throw new CommandError(`There is no user ${userId}.`);
    throw error;
  }
}
