import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { newId } from '../id.ts';
import { ownerId, type UserId } from '../user-id.ts';

/** Makes a user in a `User` table of Proofsheet's own; a product that has users already makes them itself. */
export async function createUser(
  db: Db | Tx,
  { email = null }: { email?: string | null } = {},
): Promise<{ id: UserId }> {
  const id = newId();
  await db.insertInto('User').values({ id, email }).execute();
  return { id };
}

/** The key itself is answered here and never again: only its hash is stored. */
export async function createApiKey(
  db: Db | Tx,
  { userId, name }: { userId: UserId; name: string },
): Promise<{ id: string; key: string }> {
  const id = newId();
  const key = `ps_${randomBytes(32).toString('base64url')}`;
  await db
    .insertInto('ApiKey')
    .values({ id, userId, name, prefix: key.slice(0, 10), hash: hashOf(key) })
    .execute();
  return { id, key };
}

/** Whose key it is; undefined when it is unknown or revoked. Notes the use, once a minute at most. */
export async function findUserByKey(db: Db, key: string): Promise<UserId | undefined> {
  const hash = hashOf(key);
  const found = await db
    .selectFrom('ApiKey')
    .select(ownerId)
    .select(sql<boolean>`coalesce("lastUsedAt" < now() - interval '1 minute', true)`.as('unnoted'))
    .where('hash', '=', hash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (found?.unnoted) {
    await db.updateTable('ApiKey').set({ lastUsedAt: sql`now()` }).where('hash', '=', hash).execute();
  }
  return found?.userId;
}

/** A key is 256 random bits, so a fast hash protects it as well as a slow one would. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
