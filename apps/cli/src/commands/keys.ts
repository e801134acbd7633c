import { allApiKeys, createApiKey, createUser, type Db, type KeyFacts, revokeApiKeys } from '@proofsheet/database';
import { newUserKey } from '@proofsheet/local-system';
import { CommandError } from '../command-error.ts';
import { type Target, withDatabase } from '../system/servers.ts';
import { tableOfUsers, userError } from '../system/users.ts';

export interface KeyOptions {
  readonly name: string;
  readonly user?: string;
  readonly email?: string;
  /** After how many days it ends; never, where left out. */
  readonly expires?: number;
  /** Whether it shows what is of all users. */
  readonly operator?: boolean;
}

/** Makes a key, for the given user or for a new one. Only its hash is stored: the key can never be read again. */
export function createKey(
  { name, user, email, expires, operator }: KeyOptions,
  target: Target,
): Promise<{ readonly id: string; readonly userId: string; readonly name: string; readonly key: string }> {
  return withDatabase(target, async (db) => {
    const table = await tableOfUsers(db);
    if (user === undefined && !table.own)
      throw new CommandError(
        `Users are made by your product, in ${table.shown}: give one of them, by --user <${table.key}>.`,
      );
    const userId = user ?? (await createUser(db, email ? { email } : {})).id;
    try {
      const { id, key } = await createApiKey(db, { userId, name, operator, days: expires });
      return { id, userId, name, key };
    } catch (error) {
      throw userError(error, userId, table);
    }
  });
}

/** Every key, the newest first. */
export function listKeys({ user }: { readonly user?: string }, target: Target): Promise<KeyFacts[]> {
  return withDatabase(target, async (db) => {
    try {
      return await allApiKeys(db, { userId: user });
    } catch (error) {
      throw user === undefined ? error : userError(error, user, await tableOfUsers(db));
    }
  });
}

export function keyLine(key: KeyFacts): string {
  const role = key.operator ? ', of an operator' : '';
  return `${key.id}  ${key.prefix}...  user ${key.userId}  ${key.name}: ${stateOf(key)}, ${useOf(key)}${role}`;
}

function stateOf({ createdAt, expiresAt, revokedAt }: KeyFacts): string {
  if (revokedAt) return `revoked on ${day(revokedAt)}`;
  if (expiresAt === null) return `works since ${day(createdAt)}`;
  return expiresAt < new Date() ? `expired on ${day(expiresAt)}` : `works until ${day(expiresAt)}`;
}

function useOf({ lastUsedAt }: KeyFacts): string {
  return lastUsedAt ? `last used on ${day(lastUsedAt)}` : 'never used';
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export type RevokedKey = Pick<KeyFacts, 'id' | 'name' | 'prefix'>;

/** Takes a key out of use, in every process from its next request on. First letters may name several. */
export async function revokeKey(named: string, target: Target): Promise<RevokedKey[]> {
  const revoked = await withDatabase(target, (db) => revokeApiKeys(db, named));
  if (revoked.length === 0)
    throw new CommandError('No key that works has this id, these first letters, or is this key.');
  return revoked;
}

export function revokedLine(keys: readonly RevokedKey[]): string {
  return `Revoked: ${keys.map(({ prefix, name }) => `${prefix}... (${name})`).join(', ')}`;
}

/** Makes a user and its key when the database has no key yet. The key can never be read again. */
export async function makeFirstKey(db: Db): Promise<string | undefined> {
  const existing = await db.selectFrom('ApiKey').select('id').limit(1).executeTakeFirst();
  return existing ? undefined : newUserKey(db, 'first key');
}
