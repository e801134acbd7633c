import type { AssetRole } from '@proofsheet/domain';
import { sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { isThere } from '../filters.ts';
import type { UserId } from '../ids.ts';

/*
 * The same file twice, by one user, in one role and one project, is one asset. In another role or project it is another: each is
 * corrected, moved and deleted by itself.
 */

/** What makes two uploads the same asset. */
export interface Sameness {
  readonly sha256: string;
  readonly role: AssetRole;
}

interface Sought {
  readonly userId: UserId;
  readonly projectId: string | null;
  readonly hashes: readonly string[];
}

export interface Twin extends Sameness {
  readonly id: string;
}

/** Others that store one of these files for the user wait until this transaction ends, and then find what it has made. */
export async function lockHashes(tx: Tx, { userId, hashes }: Omit<Sought, 'projectId'>): Promise<void> {
  for (const hash of [...new Set(hashes)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`file ${userId} ${hash}`}, 0))`.execute(tx);
}

/** The assets that have these files already, the oldest first. One that was rejected is no reason not to try again. */
export function findTwins(db: Db, sought: Sought): Promise<Twin[]> {
  return selectTwins(db, sought).execute();
}

/** They are not deleted before this transaction ends. */
export function holdTwins(tx: Tx, sought: Sought): Promise<Twin[]> {
  return selectTwins(tx, sought).forKeyShare().execute();
}

function selectTwins(db: Db | Tx, { userId, projectId, hashes }: Sought) {
  return db
    .selectFrom('Asset')
    .select(['id', 'sha256', 'role'])
    .where('userId', '=', userId)
    .where('sha256', 'in', hashes)
    .where('projectId', 'is not distinct from', projectId)
    .where('status', '!=', 'REJECTED')
    .where(isThere)
    .orderBy('id');
}
