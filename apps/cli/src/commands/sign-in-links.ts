import { allApiKeys, createSignInLink, type Db } from '@proofsheet/database';
import { CommandError } from '../command-error.ts';
import { runningIn } from '../system/data-folder.ts';
import { type Target, withDatabase } from '../system/servers.ts';
import { tableOfUsers, userError } from '../system/users.ts';

const MINUTES = 60;

export interface LinkOptions {
  readonly user?: string;
  /** Where browsers reach the API. */
  readonly url?: string;
  /** Whether the session shows what is of all users. */
  readonly operator?: boolean;
}

/** An address that signs one browser in, once. The token stands behind `#`, where no server and no log sees it. */
export function createLink({ user, url, operator }: LinkOptions, target: Target): Promise<string> {
  const address = url ?? (target.env.DATABASE_URL ? undefined : runningIn(target.data)?.api);
  if (address === undefined) throw new CommandError('Give the address of the gallery, by --url https://...');
  return withDatabase(target, async (db) => {
    const userId = user ?? (await onlyUser(db));
    try {
      return linkTo(address, await createSignInLink(db, { userId, operator, minutes: MINUTES }));
    } catch (error) {
      throw userError(error, userId, await tableOfUsers(db));
    }
  });
}

/** For a system on one machine: signs in whose key is the oldest, as its operator. Undefined where nobody has one. */
export async function firstSignIn({ db, api }: { readonly db: Db; readonly api: string }): Promise<string | undefined> {
  const userId = (await allApiKeys(db)).at(-1)?.userId;
  return userId && linkTo(api, await createSignInLink(db, { userId, operator: true, minutes: MINUTES }));
}

async function onlyUser(db: Db): Promise<string> {
  const users = [...new Set((await allApiKeys(db)).map(({ userId }) => userId))];
  const [only, ...others] = users;
  if (only !== undefined && others.length === 0) return only;
  throw new CommandError(
    only === undefined ? 'Nobody has a key yet: proofsheet keys create.' : 'Say who is signed in, by --user <id>.',
  );
}

function linkTo(address: string, token: string): string {
  return new URL(`/sign-in#enter=${token}`, address).href;
}
