import { backlogOf, listShares, setShare, type UserShare } from '@proofsheet/database';
import { type Target, withDatabase } from '../system/servers.ts';
import { tableOfUsers, userError } from '../system/users.ts';

/** Sets the weight or the limit of one user; what is not given stays as it is. Answers what holds now. */
export function setUserShare(
  share: Pick<UserShare, 'userId'> & Partial<UserShare>,
  target: Target,
): Promise<UserShare> {
  return withDatabase(target, async (db) => {
    try {
      await setShare(db, share);
      const { userId, weight, unfinishedLimit } = await backlogOf(db, share.userId);
      return { userId, weight, unfinishedLimit };
    } catch (error) {
      throw userError(error, share.userId, await tableOfUsers(db));
    }
  });
}

/** The users with a weight or a limit. */
export function userShares(target: Target): Promise<UserShare[]> {
  return withDatabase(target, listShares);
}

export function shareLine({ userId, weight, unfinishedLimit }: UserShare): string {
  return `${userId}  weight ${weight}, limit ${unfinishedLimit ?? 'as for everybody'}`;
}
