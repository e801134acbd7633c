import {
  type Belongings,
  connectDatabase,
  countBelongings,
  type Db,
  databaseSlice,
  deleteApiKeys,
  deleteUserRows,
  USER_PAGES,
  userExists,
} from '@proofsheet/database';
import { connectStorage, type Storage, storageSlice } from '@proofsheet/storage';
import { readServers, type Target } from '../system/servers.ts';
import { tableOfUsers, type UsersTable, unknownUser, userError } from '../system/users.ts';
import { type Confirmation, confirm } from '../terminal/confirm.ts';
import { progressOn } from '../terminal/progress.ts';

export interface DeleteUserOptions extends Confirmation {
  readonly userId: string;
}

export interface DeletedUser {
  readonly userId: string;
  /** What it had. */
  readonly deleted: Belongings;
  /** The user's own row: kept in the table of another product. */
  readonly row: 'deleted' | 'kept';
}

interface Terminal {
  readonly say: (line: string) => void;
  readonly bars: NodeJS.WriteStream;
}

/** Rows of one transaction: it ends within a second. */
const PAGE = 500;
/** Counting reads an index of all that a user has. */
const STATEMENT_SECONDS = 60;

/**
 * Deletes all that is a user's, files included, after saying what that is. API and workers go on: the keys go first, so
 * that nothing new comes, then what is unfinished, so that workers leave it. It may be killed at any time, and the next
 * call goes on; files whose rows are gone are then collected as orphans. The user's own row goes where Proofsheet made
 * it; in the table of another product it stays.
 */
export async function deleteUser(options: DeleteUserOptions, target: Target, terminal: Terminal): Promise<DeletedUser> {
  const { userId } = options;
  const { say, bars } = terminal;
  const servers = readServers(target, { database: databaseSlice, storage: storageSlice });
  const db = connectDatabase({ ...servers.database, statementSeconds: STATEMENT_SECONDS });
  try {
    const storage = connectStorage(servers.storage);
    const table = await tableOfUsers(db);
    const theirs = await belongingsOf(db, table, userId);
    say(`User ${userId} has ${listed(theirs)}.`);
    await confirm('Delete all of it for good, with every file?', options);
    await storage.ping();
    await deleteApiKeys(db, userId);
    await deletePages({ db, storage }, userId, { total: theirs.generations + theirs.assets + theirs.fonts, bars });
    await deleteUserRows(db, { userId, own: table.own });
    say(
      table.own
        ? `User ${userId} is deleted.`
        : `All is deleted. Their row in ${table.shown} is your product's: it stays.`,
    );
    return { userId, deleted: theirs, row: table.own ? 'deleted' : 'kept' };
  } finally {
    await db.destroy();
  }
}

async function belongingsOf(db: Db, table: UsersTable, userId: string): Promise<Belongings> {
  try {
    const theirs = await countBelongings(db, userId);
    const none = Object.values(theirs).every((count) => count === 0);
    if (none && !(await userExists(db, table, userId))) throw unknownUser(userId, table);
    return theirs;
  } catch (error) {
    throw userError(error, userId, table);
  }
}

async function deletePages(
  { db, storage }: { db: Db; storage: Storage },
  userId: string,
  { total, bars }: { total: number; bars: NodeJS.WriteStream },
): Promise<void> {
  const progress = progressOn(bars);
  const show = progress.add('deleted');
  let done = 0;
  try {
    for (const deletePage of USER_PAGES) {
      let rows = 0;
      do {
        const page = await deletePage(db, { userId, limit: PAGE });
        await storage.remove(page.keys);
        rows = page.rows;
        done += rows;
        show(done, Math.max(total, done), '');
      } while (rows > 0);
    }
  } finally {
    progress.stop();
  }
}

function listed(theirs: Belongings): string {
  const named = Object.entries(theirs).filter(([, count]) => count > 0);
  return named.length === 0 ? 'nothing' : named.map(([kind, count]) => `${count} ${kind}`).join(', ');
}
