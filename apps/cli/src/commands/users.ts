import { listShares, setShare, type UserShare } from '@proofsheet/database';
import { userError } from '../command-error.ts';
import { type Target, withDatabase } from '../system/servers.ts';

/** Sets something for one user; what is not given stays as it is. */
export async function setUserShare(
  share: Pick<UserShare, 'userId'> & Partial<UserShare>,
  target: Target,
): Promise<void> {
  await withDatabase(target, async (db) => {
    try {
      await setShare(db, share);
    } catch (error) {
      throw userError(share.userId, error);
    }
  });
}

/** One line for each user for whom something is set. */
export async function userShares(target: Target): Promise<string[]> {
  const shares = await withDatabase(target, listShares);
  return shares.map(
    ({ userId, weight, unfinishedLimit }) =>
      `${userId}  weight ${weight}, limit ${unfinishedLimit ?? 'as for everybody'}`,
  );
}
