import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, UserId } from '../connect.ts';
import { newId } from '../id.ts';

/** Makes a user in a `User` table of Proofsheet's own; a product with users of its own never calls this. */
export async function createUser(db: Db, { email = null }: { email?: string | null } = {}): Promise<{ id: UserId }> {
  return db
    .insertInto('User')
    .values({ id: newId(), email })
    .returning(sql<UserId>`"id"::text`.as('id'))
    .executeTakeFirstOrThrow();
}

/** The key itself is answered here and never again: only its hash is stored. */
export async function createApiKey(
  db: Db,
  { userId, name }: { userId: UserId; name: string },
): Promise<{ id: string; key: string }> {
  const key = `ps_${randomBytes(32).toString('base64url')}`;
  const id = newId();
  await db
    .insertInto('ApiKey')
    .values({ id, userId, name, prefix: key.slice(0, 10), hash: hashOf(key) })
    .execute();
  return { id, key };
}

/** Whose key it is; undefined when it is unknown or revoked. */
export async function findUserByKey(db: Db, key: string): Promise<UserId | undefined> {
  const row = await db
    .selectFrom('ApiKey')
    .select(sql<UserId>`"userId"::text`.as('userId'))
    .where('hash', '=', hashOf(key))
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return row?.userId;
}

/** A key is 256 random bits, so a fast hash protects it as well as a slow one would. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
