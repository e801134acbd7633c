import { listShares, setShare, type UserShare } from '@proofsheet/database';
import { type Target, withDatabase } from '../system/servers.ts';
import { tableOfUsers, userError } from '../system/users.ts';

/** Sets the weight or the limit of one user; what is not given stays as it is. */
export async function setUserShare(
  share: Pick<UserShare, 'userId'> & Partial<UserShare>,
  target: Target,
): Promise<void> {
  await withDatabase(target, async (db) => {
    try {
      await setShare(db, share);
    } catch (error) {
      throw userError(error, share.userId, await tableOfUsers(db));
    }
  });
}

/** One line for each user with a weight or a limit. */
export async function userShares(target: Target): Promise<string[]> {
  const shares = await withDatabase(target, listShares);
  return shares.map(
    ({ userId, weight, unfinishedLimit }) =>
      `${userId}  weight ${weight}, limit ${unfinishedLimit ?? 'as for everybody'}`,
  );
}
