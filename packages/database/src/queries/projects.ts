import { type SqlBool, sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { wordsOf } from '../filters.ts';
import { newId, type UserId } from '../ids.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';

export interface ProjectRow {
  id: string;
  name: string;
  createdAt: Date;
}

const COLUMNS = ['id', 'name', 'createdAt'] as const;

export function createProject(db: Db | Tx, { userId, name }: { userId: UserId; name: string }): Promise<ProjectRow> {
  return db.insertInto('Project').values({ id: newId(), userId, name }).returning(COLUMNS).executeTakeFirstOrThrow();
}

export function findProject(
  db: Db | Tx,
  { userId, id }: { userId: UserId; id: string },
): Promise<ProjectRow | undefined> {
  return db.selectFrom('Project').select(COLUMNS).where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
}

/** Those of the ids that are projects of the user. */
export async function ownProjects(
  db: Db | Tx,
  { userId, ids }: { userId: UserId; ids: readonly string[] },
): Promise<string[]> {
  if (ids.length === 0) return [];
  const theirs = db.selectFrom('Project').select('id').where('userId', '=', userId).where('id', 'in', ids);
  return (await theirs.execute()).map(({ id }) => id);
}

export async function listProjects(
  db: Db,
  { userId, search, cursor, limit }: { userId: UserId; search?: string | undefined } & PageRequest,
): Promise<Page<ProjectRow>> {
  const listed = { list: 'projects', userId, search };
  const rows = await db
    .selectFrom('Project')
    .select(COLUMNS)
    .select(exactCreatedAt)
    .where('userId', '=', userId)
    .where(search === undefined ? sql<SqlBool>`true` : hasWords(search))
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

/** Undefined: the user has no such project. */
export function renameProject(
  db: Db,
  { userId, id, name }: { userId: UserId; id: string; name: string },
): Promise<ProjectRow | undefined> {
  return db
    .updateTable('Project')
    .set({ name })
    .where('id', '=', id)
    .where('userId', '=', userId)
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** More than a user sees at once. */
const MOST_NAMED = 1000;

/** The user's projects with the words, or beginnings of words, in their names. */
export async function projectsNamed(db: Db, { userId, search }: { userId: UserId; search: string }): Promise<string[]> {
  const theirs = db.selectFrom('Project').select('id').where('userId', '=', userId).where(hasWords(search));
  return (await theirs.limit(MOST_NAMED).execute()).map(({ id }) => id);
}

function hasWords(search: string) {
  return sql<SqlBool>`to_tsvector('simple', "name") @@ ${wordsOf(search)}`;
}
