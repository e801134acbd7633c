import type { Db, Tx } from '../connect.ts';
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

export async function listProjects(
  db: Db,
  { userId, cursor, limit }: { userId: UserId } & PageRequest,
): Promise<Page<ProjectRow>> {
  const listed = { list: 'projects', userId };
  const rows = await db
    .selectFrom('Project')
    .select(COLUMNS)
    .select(exactCreatedAt)
    .where('userId', '=', userId)
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}
