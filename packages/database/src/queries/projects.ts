import type { ProjectBrand } from '@proofsheet/domain';
import { type SqlBool, sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { isThere, wordsOf } from '../filters.ts';
import { newId, type UserId } from '../ids.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';

export interface ProjectRow {
  id: string;
  name: string;
  brand: ProjectBrand;
  archivedAt: Date | null;
  createdAt: Date;
}

const COLUMNS = ['id', 'name', 'brand', 'archivedAt', 'createdAt'] as const;

export function createProject(
  db: Db | Tx,
  { userId, name, brand = {} }: { userId: UserId; name: string; brand?: ProjectBrand },
): Promise<ProjectRow> {
  const project = { id: newId(), userId, name, brand: JSON.stringify(brand) };
  return db.insertInto('Project').values(project).returning(COLUMNS).executeTakeFirstOrThrow();
}

export function findProject(
  db: Db | Tx,
  { userId, id }: { userId: UserId; id: string },
): Promise<ProjectRow | undefined> {
  return db.selectFrom('Project').select(COLUMNS).where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
}

/** The user's projects among the ids. */
export async function findProjects(
  db: Db | Tx,
  { userId, ids }: { userId: UserId; ids: readonly string[] },
): Promise<ProjectRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('Project').select(COLUMNS).where('userId', '=', userId).where('id', 'in', ids).execute();
}

/** How much is in a project. */
export interface ProjectCounts {
  readonly outputs: number;
  readonly assets: number;
}

export async function countsOfProject(db: Db, id: string): Promise<ProjectCounts> {
  const count = (table: 'Output' | 'Asset') =>
    db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('projectId', '=', id)
      .where(isThere)
      .executeTakeFirstOrThrow();
  const [outputs, assets] = await Promise.all([count('Output'), count('Asset')]);
  return { outputs: Number(outputs.count), assets: Number(assets.count) };
}

export async function listProjects(
  db: Db,
  {
    userId,
    search,
    archived = false,
    cursor,
    limit,
  }: { userId: UserId; search?: string | undefined; archived?: boolean } & PageRequest,
): Promise<Page<ProjectRow>> {
  const listed = { list: 'projects', userId, search, archived };
  const rows = await db
    .selectFrom('Project')
    .select(COLUMNS)
    .select(exactCreatedAt)
    .where('userId', '=', userId)
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .where(search === undefined ? sql<SqlBool>`true` : hasWords(search))
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

export interface ProjectChange {
  readonly name?: string | undefined;
  /** In place of the whole brand before. */
  readonly brand?: ProjectBrand | undefined;
  readonly archived?: boolean | undefined;
}

/** What is left out stays; archived twice, it stays archived since the first time. Undefined: the user has no such project. */
export function changeProject(
  db: Db | Tx,
  { userId, id, name, brand, archived }: { userId: UserId; id: string } & ProjectChange,
): Promise<ProjectRow | undefined> {
  return db
    .updateTable('Project')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(brand === undefined ? {} : { brand: JSON.stringify(brand) }),
      ...(archived === undefined ? {} : { archivedAt: archived ? sql<Date>`coalesce("archivedAt", now())` : null }),
    })
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
