import { sql } from 'kysely';
import type { Db } from '../connect.ts';
import { isThere } from '../filters.ts';
import type { UserId } from '../ids.ts';
import { exactCreatedAt, given, type Position } from '../page.ts';
import type { OutputRow } from './outputs.ts';

/** What an archive holds: one generation, or all of a project or a batch. */
export interface ArchiveScope {
  readonly userId: UserId;
  readonly generationId?: string;
  readonly projectId?: string;
  readonly batchId?: string;
  /** Only these pictures of it. */
  readonly outputIds?: readonly string[] | undefined;
}

/** The next generations of an archive, newest first, each with its pictures in the order of their index. */
export async function archivePage(
  db: Db,
  { userId, generationId, projectId, batchId, outputIds }: ArchiveScope,
  { after, limit }: { readonly after: Position | undefined; readonly limit: number },
) {
  const generations = await db
    .selectFrom('Generation')
    .select(['id', 'kind', 'seed', 'metadata', 'createdAt'])
    .select(sql<string>`"spec"->'copy'->>'headline'`.as('headline'))
    .select(exactCreatedAt)
    .where((where) => where.and(given({ userId, id: generationId, projectId, batchId })))
    .where(isThere)
    .where(
      after ? sql<boolean>`("createdAt", "id") < (${after.createdAt}::timestamptz, ${after.id}::uuid)` : sql.lit(true),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  if (generations.length === 0) return [];
  const ids = generations.map(({ id }) => id);
  const outputs = await selectPictures(db)
    .where('generationId', 'in', ids)
    .where(among(outputIds))
    .orderBy('index')
    .execute();
  return generations.map((generation) => ({
    ...generation,
    outputs: outputs.filter((output) => output.generationId === generation.id),
  }));
}

export type ArchivedGeneration = Awaited<ReturnType<typeof archivePage>>[number];
export type ArchivedOutput = Pick<OutputRow, (typeof PICTURE)[number]>;

const PICTURE = [
  'id',
  'generationId',
  'index',
  'variant',
  'template',
  'format',
  'width',
  'height',
  'mediaType',
  'bytes',
  'sha256',
  'objectKey',
  'score',
  'createdAt',
] as const;

function selectPictures(db: Db) {
  return db.selectFrom('Output').select(PICTURE).where(isThere);
}

/** Whether the archive would hold any picture. */
export async function hasPictures(
  db: Db,
  { userId, generationId, projectId, batchId, outputIds }: ArchiveScope,
): Promise<boolean> {
  const outputs = db
    .selectFrom('Output')
    .select('id')
    .where('userId', '=', userId)
    .where(isThere)
    .where(among(outputIds));
  const theirs =
    batchId === undefined
      ? outputs.where((where) => where.and(given({ generationId, projectId })))
      : outputs.where('generationId', 'in', db.selectFrom('Generation').select('id').where('batchId', '=', batchId));
  return (await theirs.limit(1).executeTakeFirst()) !== undefined;
}

function among(ids: readonly string[] | undefined) {
  return ids === undefined ? sql<boolean>`true` : sql<boolean>`"id" = any(${[...ids]}::uuid[])`;
}
