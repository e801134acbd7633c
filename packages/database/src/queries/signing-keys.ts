import { randomBytes } from 'node:crypto';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId, userIdAsText } from '../ids.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';

const COLUMNS = ['id', 'name', 'createdAt', 'revokedAt'] as const;

function selectKeys(db: Db | Tx) {
  return db.selectFrom('SigningKey').select(COLUMNS).select(userIdAsText);
}

/** What may be shown of a key: all but its secret. */
export type SigningKeyRow = Awaited<ReturnType<ReturnType<typeof selectKeys>['executeTakeFirstOrThrow']>>;

/** Answers the secret with the row, this once. */
export async function createSigningKey(
  db: Db | Tx,
  { userId, name }: { userId: UserId; name: string },
): Promise<SigningKeyRow & { readonly secret: string }> {
  const secret = `psk_${randomBytes(32).toString('base64url')}`;
  const key = db.insertInto('SigningKey').values({ id: newId(), userId, name, secret });
  return { ...(await key.returning([...COLUMNS, userIdAsText]).executeTakeFirstOrThrow()), secret };
}

/**
 * Whose addresses a key signs, and with what; undefined when it is unknown or revoked. Asked anew for every address, so
 * a revoked key signs nothing any more in any process.
 */
export function findGoodSigningKey(db: Db, id: string): Promise<{ userId: UserId; secret: string } | undefined> {
  const keys = db.selectFrom('SigningKey').select(['secret', userIdAsText]);
  return keys.where('id', '=', id).where('revokedAt', 'is', null).executeTakeFirst();
}

/** A user's signing keys, newest first. */
export async function listSigningKeys(
  db: Db,
  { userId, cursor, limit }: PageRequest & { readonly userId: UserId },
): Promise<Page<SigningKeyRow>> {
  const listed = { list: 'signing keys', userId };
  const rows = await selectKeys(db)
    .select(exactCreatedAt)
    .where('userId', '=', userId)
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

/** For operators: all keys, or those of one user, the newest first. */
export function allSigningKeys(db: Db, { userId }: { userId?: UserId | undefined } = {}): Promise<SigningKeyRow[]> {
  return selectKeys(db)
    .where((where) => (userId === undefined ? where.lit(true) : where('userId', '=', userId)))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/**
 * From the next request on its addresses are not answered. Answers the row, also of a key that was revoked before;
 * undefined where there is none, or it is not this user's.
 */
export async function revokeSigningKey(
  db: Db,
  { id, userId }: { id: string; userId?: UserId | undefined },
): Promise<SigningKeyRow | undefined> {
  const whose = userId === undefined ? {} : { userId };
  await db
    .updateTable('SigningKey')
    .set({ revokedAt: now })
    .where((where) => where.and({ id, ...whose }))
    .where('revokedAt', 'is', null)
    .execute();
  return selectKeys(db)
    .where((where) => where.and({ id, ...whose }))
    .executeTakeFirst();
}
