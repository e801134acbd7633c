import { sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId } from '../ids.ts';

/** For a `User` table that Proofsheet made; a product that has its own users creates them itself. */
export async function createUser(
  db: Db | Tx,
  { email = null }: { email?: string | null } = {},
): Promise<{ id: UserId }> {
  const id = newId();
  await db.insertInto('User').values({ id, email }).execute();
  return { id };
}

/** Whether the table of users, whoever made it, has that one. Throws SQLSTATE 22P02 and the like for no id at all. */
export async function userExists(
  db: Db,
  { schema, name, key }: { schema: string; name: string; key: string },
  userId: UserId,
): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.id(schema, name)} where ${sql.id(key)} = ${userId}`.execute(db);
  return rows.length > 0;
}

/** How many rows of each kind are a user's. */
export interface Belongings {
  readonly keys: number;
  readonly projects: number;
  readonly assets: number;
  readonly fonts: number;
  readonly generations: number;
  readonly outputs: number;
}

export async function countBelongings(db: Db, userId: UserId): Promise<Belongings> {
  const count = async (table: 'ApiKey' | 'Project' | 'Asset' | 'Font' | 'Generation' | 'Output') => {
    const rows = db.selectFrom(table).select(sql<number>`count(*)::int`.as('count'));
    return (await rows.where('userId', '=', userId).executeTakeFirstOrThrow()).count;
  };
  return {
    keys: await count('ApiKey'),
    projects: await count('Project'),
    assets: await count('Asset'),
    fonts: await count('Font'),
    generations: await count('Generation'),
    outputs: await count('Output'),
  };
}
