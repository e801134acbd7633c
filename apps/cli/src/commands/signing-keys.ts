import {
  allSigningKeys,
  createSigningKey as insertKey,
  revokeSigningKey as revokeRow,
  type SigningKeyRow,
} from '@proofsheet/database';
import { CommandError } from '../command-error.ts';
import { type Target, withDatabase } from '../system/servers.ts';
import { tableOfUsers, userError } from '../system/users.ts';

/** The secret can never be read again. */
export function createSigningKey(
  { user, name }: { readonly user: string; readonly name: string },
  target: Target,
): Promise<{ readonly id: string; readonly userId: string; readonly name: string; readonly secret: string }> {
  return withDatabase(target, async (db) => {
    try {
      const { id, userId, secret } = await insertKey(db, { userId: user, name });
      return { id, userId, name, secret };
    } catch (error) {
      throw userError(error, user, await tableOfUsers(db));
    }
  });
}

/** Every key, the newest first, without its secret. */
export function listSigningKeys({ user }: { readonly user?: string }, target: Target): Promise<SigningKeyRow[]> {
  return withDatabase(target, async (db) => {
    try {
      return await allSigningKeys(db, { userId: user });
    } catch (error) {
      throw user === undefined ? error : userError(error, user, await tableOfUsers(db));
    }
  });
}

export function signingKeyLine({ id, userId, name, createdAt, revokedAt }: SigningKeyRow): string {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const state = revokedAt ? `revoked on ${day(revokedAt)}` : `works since ${day(createdAt)}`;
  return `${id}  user ${userId}  ${name}: ${state}`;
}

/** From the next request on its addresses are not answered. */
export async function revokeSigningKey(id: string, target: Target): Promise<Pick<SigningKeyRow, 'id' | 'name'>> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) throw unknown();
  const row = await withDatabase(target, (db) => revokeRow(db, { id }));
  if (row === undefined) throw unknown();
  return { id: row.id, name: row.name };
}

function unknown(): CommandError {
  return new CommandError('No signing key has this id; `signing-keys list` shows them.');
}
