import type { GenerationKind } from '@proofsheet/domain';
import { sql } from 'kysely';
import type { Db, UserId } from '../connect.ts';
import { afterCursor, exactTime, type Page, type PageRequest, toPage } from '../page.ts';

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
  'createdAt',
] as const;

function selectOutputs(db: Db) {
  return db.selectFrom('Output').select(COLUMNS);
}

export type OutputRow = Awaited<ReturnType<ReturnType<typeof selectOutputs>['executeTakeFirstOrThrow']>>;

export interface OutputFilter extends PageRequest {
  readonly userId: UserId;
  readonly kind?: GenerationKind | undefined;
  readonly projectId?: string | undefined;
  readonly generationId?: string | undefined;
}

/** All finished images of a user, newest first. */
export async function listOutputs(db: Db, filter: OutputFilter): Promise<Page<OutputRow>> {
  const { userId, kind, projectId, generationId, cursor, limit } = filter;
  const rows = await selectOutputs(db)
    .select(exactTime('createdAt').as('exactCreatedAt'))
    .where('userId', '=', userId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'AD'))
    .$if(projectId !== undefined, (query) => query.where('projectId', '=', projectId ?? ''))
    .$if(generationId !== undefined, (query) => query.where('generationId', '=', generationId ?? ''))
    .where(afterCursor(cursor))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit);
}

/** The images of one generation in the order of their index. */
export function outputsOfGeneration(db: Db, generationId: string): Promise<OutputRow[]> {
  return selectOutputs(db).where('generationId', '=', generationId).orderBy('index').execute();
}

export interface ProjectImage {
  source: 'asset' | 'output';
  id: string;
  objectKey: string;
  mediaType: string;
  width: number;
  height: number;
  bytes: number;
  /** The asset's role, or the output's format. */
  label: string;
  createdAt: Date;
}

/** All images of a project, uploaded and made, in one list: each side reads one page of its index, then both are merged. */
export async function listProjectImages(
  db: Db,
  { userId, projectId, cursor, limit }: { userId: UserId; projectId: string } & PageRequest,
): Promise<Page<ProjectImage>> {
  const side = (table: 'Asset' | 'Output', label: 'role' | 'format') =>
    sql`(
      select ${sql.lit(table.toLowerCase())} as "source", "id", "objectKey", "mediaType", "width", "height",
        "bytes", ${sql.ref(label)} as "label", "createdAt", ${exactTime('createdAt')} as "exactCreatedAt"
      from ${sql.table(table)}
      where "projectId" = ${projectId} and "userId" = ${userId} and ${afterCursor(cursor)(undefined as never)}
      order by "createdAt" desc, "id" desc limit ${limit + 1}
    )`;
  const { rows } = await sql<ProjectImage & { exactCreatedAt: string }>`
    select * from (${side('Asset', 'role')} union all ${side('Output', 'format')}) as "images"
    order by "createdAt" desc, "id" desc limit ${limit + 1}`.execute(db);
  return toPage(rows, limit);
}
