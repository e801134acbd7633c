import type { FontFacts, FontMediaType } from '@proofsheet/domain';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';
import { dropFont } from './project-brands.ts';

export interface NewFont {
  readonly id: string;
  readonly userId: UserId;
  readonly originalName: string;
  readonly mediaType: FontMediaType;
  readonly bytes: number;
  readonly sha256: string;
  readonly objectKey: string;
  readonly facts: FontFacts;
}

const COLUMNS = ['id', 'originalName', 'mediaType', 'bytes', 'sha256', 'objectKey', 'facts', 'createdAt'] as const;

function selectFonts(db: Db | Tx) {
  return db.selectFrom('Font').select(COLUMNS);
}

export type FontRow = Awaited<ReturnType<ReturnType<typeof selectFonts>['executeTakeFirstOrThrow']>>;

export async function createFont(db: Db | Tx, { facts, ...font }: NewFont): Promise<void> {
  await db
    .insertInto('Font')
    .values({ ...font, facts: JSON.stringify(facts) })
    .execute();
}

export function findFont(db: Db | Tx, { userId, id }: { userId: UserId; id: string }): Promise<FontRow | undefined> {
  return selectFonts(db).where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
}

/** The user's fonts among the ids. */
export async function findFonts(
  db: Db | Tx,
  { userId, ids }: { userId: UserId; ids: readonly string[] },
): Promise<FontRow[]> {
  if (ids.length === 0) return [];
  return selectFonts(db).where('id', 'in', ids).where('userId', '=', userId).execute();
}

/** A user's fonts, newest first. */
export async function listFonts(
  db: Db,
  { userId, cursor, limit }: PageRequest & { readonly userId: UserId },
): Promise<Page<FontRow>> {
  const listed = { list: 'fonts', userId };
  const rows = await selectFonts(db)
    .select(exactCreatedAt)
    .where('userId', '=', userId)
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

/** Answers the deleted row; no brand of a project names it any more. Undefined: the user has no such font. */
export function deleteFont(db: Db, { userId, id }: { userId: UserId; id: string }): Promise<FontRow | undefined> {
  return db.transaction().execute(async (tx) => {
    const theirs = tx.deleteFrom('Font').where('id', '=', id).where('userId', '=', userId);
    const deleted = await theirs.returning(COLUMNS).executeTakeFirst();
    if (deleted) await dropFont(tx, { userId, id: deleted.id });
    return deleted;
  });
}
