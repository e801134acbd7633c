import { sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';

/** True for the first who takes it, of any number at once: until it has expired a token is remembered. */
export async function takeToken(db: Db | Tx, { hash, expiresAt }: { hash: string; expiresAt: Date }): Promise<boolean> {
  const taken = await db
    .insertInto('TakenToken')
    .values({ hash, expiresAt })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirst();
  return taken.numInsertedOrUpdatedRows === 1n;
}

/** Deletes those that have expired, a while ago: clocks differ. Answers how many. */
export async function trimTakenTokens(db: Db, { limit }: { limit: number }): Promise<number> {
  const old = db
    .selectFrom('TakenToken')
    .select('hash')
    .where(sql<boolean>`"expiresAt" < now() - interval '1 day'`)
    .limit(limit);
  const { numDeletedRows } = await db.deleteFrom('TakenToken').where('hash', 'in', old).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
