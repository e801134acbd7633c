import { type GenerationStatus, isProcessing, type OutputMediaType, type UploadMediaType } from '@proofsheet/domain';
import { type SqlBool, sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { isThere } from '../filters.ts';
import type { UserId } from '../ids.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';
import type { EventRow } from './events.ts';

/** What a worker has made and stored. */
export interface NewOutput {
  /** Told of before the row is there. */
  readonly id: string;
  readonly index: number;
  readonly variant: number;
  readonly template: string;
  readonly templateVersion: number;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly mediaType: OutputMediaType;
  readonly bytes: number;
  readonly sha256: string;
  readonly objectKey: string;
  readonly placeholder: string;
  readonly score: number;
  readonly report: unknown;
}

const COLUMNS = [
  'id',
  'generationId',
  'projectId',
  'kind',
  'index',
  'variant',
  'template',
  'templateVersion',
  'format',
  'width',
  'height',
  'mediaType',
  'bytes',
  'sha256',
  'objectKey',
  'placeholder',
  'score',
  'report',
  'favourite',
  'renditions',
  'createdAt',
] as const;

/** All objects of an output: its own, and its renditions (`objectKeys.rendition`). */
export const outputObjects = sql<string[]>`array_prepend("objectKey", array(
  select regexp_replace("objectKey", '(\\.\\w+)$', '-w' || "width" || '\\1') from unnest("renditions") as "width"))`;

export function selectOutputs(db: Db | Tx) {
  return db.selectFrom('Output').select(COLUMNS);
}

export type OutputRow = Awaited<ReturnType<ReturnType<typeof selectOutputs>['executeTakeFirstOrThrow']>>;

/** One finished image of a user. */
export function findOutput(
  db: Db | Tx,
  { userId, id }: { userId: UserId; id: string },
): Promise<OutputRow | undefined> {
  return selectOutputs(db).where('userId', '=', userId).where('id', '=', id).where(isThere).executeTakeFirst();
}

/** Of the user's images among the ids, what another generation needs to make more of them. */
export async function findRecipes(
  db: Db | Tx,
  { userId, ids }: { userId: UserId; ids: readonly string[] },
): Promise<Pick<OutputRow, 'id' | 'kind' | 'report'>[]> {
  if (ids.length === 0) return [];
  const theirs = db.selectFrom('Output').where('userId', '=', userId).where('id', 'in', ids).where(isThere);
  return theirs.select(['id', 'kind', 'report']).execute();
}

/** The images of one generation in the order of their index. The caller has checked whose it is. */
export function outputsOfGeneration(db: Db | Tx, generationId: string): Promise<OutputRow[]> {
  return selectOutputs(db).where('generationId', '=', generationId).where(isThere).orderBy('index').execute();
}

/**
 * The images that a generation has so far, by their index. While a worker is at it, those are there that it has told of:
 * they have no rows yet, and are gone when its attempt comes to nothing.
 */
export async function outputsSoFar(
  db: Db,
  { id, status, attempt }: { id: string; status: GenerationStatus; attempt: number },
): Promise<OutputRow[]> {
  const stored = await outputsOfGeneration(db, id);
  if (!isProcessing(status)) return stored;
  const events = await db
    .selectFrom('Event')
    .select(['generationId', 'data', 'createdAt'])
    .where('generationId', '=', id)
    .where('type', '=', 'output.created')
    .where(sql<SqlBool>`("data" ->> 'attempt')::int = ${attempt}`)
    .execute();
  // It may have completed in between.
  const announced = events.map(announcedOutput).filter((output) => !stored.some((one) => one.id === output.id));
  return [...stored, ...announced].sort((a, b) => a.index - b.index);
}

/** The row of an output as it is going to be, of an `output.created` event. */
export function announcedOutput({
  generationId,
  data,
  createdAt,
}: Pick<EventRow, 'generationId' | 'data' | 'createdAt'>) {
  return {
    ...(data.output as OutputRow),
    favourite: false,
    renditions: [],
    generationId: generationId ?? '',
    createdAt,
  };
}

export interface ProjectImage {
  source: 'asset' | 'output';
  id: string;
  objectKey: string;
  mediaType: OutputMediaType | UploadMediaType;
  width: number;
  height: number;
  bytes: number;
  /** The asset's role, or the output's format. */
  label: string;
  createdAt: Date;
}

/**
 * All images of a project in one list, uploaded and made, newest first. At most one page of each table's index is read
 * before both are merged.
 */
export async function listProjectImages(
  db: Db,
  { userId, projectId, cursor, limit }: { userId: UserId; projectId: string } & PageRequest,
): Promise<Page<ProjectImage>> {
  const listed = { list: 'images', userId, projectId };
  const side = (table: 'Asset' | 'Output', label: 'role' | 'format') =>
    db
      .selectFrom(table)
      .select(['id', 'objectKey', 'mediaType', 'width', 'height', 'bytes', 'createdAt', exactCreatedAt])
      .select(sql<'asset' | 'output'>`${sql.lit(table.toLowerCase())}`.as('source'))
      .select(sql<string>`${sql.ref(label)}`.as('label'))
      .where('projectId', '=', projectId)
      .where('userId', '=', userId)
      .where(isThere)
      .where(afterCursor(cursor, listed))
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
  const rows = await db
    .selectFrom(
      sql<
        ProjectImage & { exactCreatedAt: string }
      >`(${side('Asset', 'role')} union all ${side('Output', 'format')})`.as('image'),
    )
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

/** The output is also there at that width. False: it was deleted. */
export async function keepRendition(db: Db, { id, width }: { id: string; width: number }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('Output')
    .set({ renditions: sql<number[]>`array_append(array_remove("renditions", ${width}::integer), ${width}::integer)` })
    .where('id', '=', id)
    .where(isThere)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Undefined: the user has no such output. */
export function markFavourite(
  db: Db,
  { userId, id, favourite }: { userId: UserId; id: string; favourite: boolean },
): Promise<OutputRow | undefined> {
  return db
    .updateTable('Output')
    .set({ favourite })
    .where('id', '=', id)
    .where('userId', '=', userId)
    .where(isThere)
    .returning(COLUMNS)
    .executeTakeFirst();
}
