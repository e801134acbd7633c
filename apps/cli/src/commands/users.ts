import { connectDatabase, type Db, listShares, setShare, type UserShare } from '@proofsheet/database';
import { CommandError } from '../command-error.ts';
import { databaseUrl } from '../system/servers.ts';

interface Where {
  readonly data: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Sets something for one user; what is not given stays as it is. */
export async function setUserShare(
  { userId, ...share }: Pick<UserShare, 'userId'> & Partial<UserShare>,
  where: Where,
): Promise<void> {
  await withDatabase(where, async (db) => {
    try {
      await setShare(db, { userId, ...share });
    } catch (error) {
      // foreign_key_violation, or an id that the column's type does not take
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === '23503' || code === '22P02') throw new CommandError(`There is no user ${userId}.`);
      throw error;
    }
  });
}

/** One line for each user for whom something is set. */
export async function userShares(where: Where): Promise<string[]> {
  const shares = await withDatabase(where, listShares);
  return shares.map(
    ({ userId, weight, unfinishedLimit }) =>
      `${userId}  weight ${weight}, limit ${unfinishedLimit ?? 'as for everybody'}`,
  );
}

async function withDatabase<T>({ data, env }: Where, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connectDatabase({ url: databaseUrl(data, env) });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
