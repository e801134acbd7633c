import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { fromNow } from '../clock.ts';
import type { Db } from '../connect.ts';
import { type UserId, userIdAsText } from '../ids.ts';

/** Answers the token of a link that signs the user in, once: only its hash is stored. */
export async function createSignInLink(
  db: Db,
  { userId, minutes, operator = false }: { userId: UserId; minutes: number; operator?: boolean | undefined },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('SignInLink')
    .values({ hash: hashOf(token), userId, operator, expiresAt: fromNow(minutes * 60) })
    .execute();
  return token;
}

/** Whom the link signs in. Of any number that follow it, one does; undefined for the others, and when it is too old. */
export async function takeSignInLink(
  db: Db,
  token: string,
): Promise<{ readonly userId: UserId; readonly operator: boolean } | undefined> {
  const taken = await db
    .deleteFrom('SignInLink')
    .where('hash', '=', hashOf(token))
    .returning([userIdAsText, 'operator', sql<boolean>`"expiresAt" > now()`.as('works')])
    .executeTakeFirst();
  return taken?.works ? { userId: taken.userId, operator: taken.operator } : undefined;
}

/** Deletes links that nobody followed in time. Answers how many. */
export async function trimSignInLinks(db: Db, { limit }: { limit: number }): Promise<number> {
  const old = db.selectFrom('SignInLink').select('hash').where(sql<boolean>`"expiresAt" < now()`).limit(limit);
  const { numDeletedRows } = await db.deleteFrom('SignInLink').where('hash', 'in', old).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
