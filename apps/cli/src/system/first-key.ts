import { createApiKey, createUser, type Db } from '@proofsheet/database';

/** A user with a key when the database has no key yet: the key is answered now and can never be shown again. */
export async function makeFirstKey(db: Db): Promise<string | undefined> {
  const existing = await db.selectFrom('ApiKey').select('id').limit(1).executeTakeFirst();
  if (existing) return undefined;
  const user = await createUser(db, {});
  const { key } = await createApiKey(db, { userId: user.id, name: 'first key' });
  return key;
}
