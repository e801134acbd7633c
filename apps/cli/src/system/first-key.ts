import type { Db } from '@proofsheet/database';
import { newUserKey } from '@proofsheet/local-system';

/** The key of a new user, when the database has no key yet. It can never be shown again. */
export async function makeFirstKey(db: Db): Promise<string | undefined> {
  const existing = await db.selectFrom('ApiKey').select('id').limit(1).executeTakeFirst();
  return existing ? undefined : newUserKey(db, 'first key');
}
