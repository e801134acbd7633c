import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId, userIdAsText } from '../ids.ts';

/** Answers the key once, and never again: only its hash is stored. */
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

/** The user of a key; undefined when the key is unknown or revoked. Records the use, at most once a minute. */
export async function findUserByKey(db: Db, key: string): Promise<UserId | undefined> {
  const hash = hashOf(key);
  const found = await db
    .selectFrom('ApiKey')
    .select(userIdAsText)
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
