import {
  ANALYSIS_VERSION,
  type Analysis,
  type AssetRole,
  type AssetStatus,
  analysisSchema,
  type Correction,
  corrected,
  type HandCutout,
  type Point,
  type UploadMediaType,
} from '@proofsheet/domain';
import { sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { type Filters, isThere, matching } from '../filters.ts';
import { type UserId, userIdAsText } from '../ids.ts';
import { afterCursor, exactCreatedAt, given, type Page, type PageRequest, toPage } from '../page.ts';

export interface NewAsset {
  readonly id: string;
  readonly userId: UserId;
  readonly projectId?: string | null;
  readonly role: AssetRole;
  readonly originalName: string;
  readonly mediaType: UploadMediaType;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  readonly objectKey: string;
  /** The id of the request that uploaded it; the log lines of its ingest carry it. */
  readonly requestId?: string | null;
}

const COLUMNS = [
  'id',
  'projectId',
  'role',
  'status',
  'originalName',
  'mediaType',
  'bytes',
  'width',
  'height',
  'sha256',
  'objectKey',
  'masterKey',
  'cutoutKey',
  'analysis',
  'correction',
  'handCutout',
  'handCutoutKey',
  'renditions',
  'error',
  'requestId',
  'createdAt',
] as const;

function selectAssets(db: Db | Tx) {
  return db.selectFrom('Asset').select(COLUMNS).select(userIdAsText);
}

export type AssetRow = Awaited<ReturnType<ReturnType<typeof selectAssets>['executeTakeFirstOrThrow']>>;

/** Inserts PENDING assets, all or none, and counts them in the same statement. */
export async function createAssets(db: Db | Tx, assets: readonly NewAsset[]): Promise<void> {
  if (assets.length === 0) return;
  await db
    .with('New', (cte) => cte.insertInto('Asset').values(assets).returning(['userId', 'bytes']))
    .insertInto('UsageEntry')
    .columns(['userId', 'uploads', 'uploadBytes'])
    .expression((from) =>
      from
        .selectFrom('New')
        .select(['userId', sql<number>`count(*)::integer`.as('uploads'), sql<string>`sum("bytes")`.as('uploadBytes')])
        .groupBy('userId'),
    )
    .execute();
}

export function findAsset(db: Db | Tx, { userId, id }: { userId: UserId; id: string }): Promise<AssetRow | undefined> {
  return selectAssets(db).where('id', '=', id).where('userId', '=', userId).where(isThere).executeTakeFirst();
}

/** The user's assets among the ids, in no particular order. */
export async function findAssets(
  db: Db | Tx,
  { userId, ids }: { userId: UserId; ids: readonly string[] },
): Promise<AssetRow[]> {
  if (ids.length === 0) return [];
  return selectAssets(db).where('id', 'in', ids).where('userId', '=', userId).where(isThere).execute();
}

/** What a generation has to know of the user's assets among the ids. */
export async function findUsableAssets(
  db: Db | Tx,
  { userId, ids }: { userId: UserId; ids: readonly string[] },
): Promise<Pick<AssetRow, 'id' | 'role' | 'status'>[]> {
  if (ids.length === 0) return [];
  const theirs = db
    .selectFrom('Asset')
    .where('userId', '=', userId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where(isThere);
  return theirs.select(['id', 'role', 'status']).execute();
}

export interface AssetFilter extends PageRequest, Filters {
  readonly userId: UserId;
  readonly projectId?: string | undefined;
  readonly role?: AssetRole | undefined;
  readonly status?: readonly AssetStatus[] | undefined;
}

/** A user's uploads, newest first. */
export async function listAssets(db: Db, { cursor, limit, ...filter }: AssetFilter): Promise<Page<AssetRow>> {
  const { userId, projectId, role } = filter;
  const listed = { list: 'assets', ...filter };
  const rows = await selectAssets(db)
    .select(exactCreatedAt)
    .where((where) => where.and(given({ userId, projectId, role })))
    .where(matching(filter))
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

/** What a person corrects. What is left out stays as it is. */
export interface AssetCorrection {
  readonly role?: AssetRole | undefined;
  /** Null: of no project. */
  readonly projectId?: string | null | undefined;
  /** Null: back to where ingest found it. */
  readonly focus?: Point | null | undefined;
  /** False: the cut-out is not used. True: it is used, where there is one. */
  readonly cutout?: boolean | undefined;
}

/** In one statement, so that two corrections at once both take effect. Undefined: the user has no such asset. */
export function correctAsset(
  db: Db,
  { userId, id, role, projectId, focus, cutout }: { userId: UserId; id: string } & AssetCorrection,
): Promise<AssetRow | undefined> {
  const made: Correction = { ...(focus ? { focus } : {}), ...(cutout === false ? { cutout } : {}) };
  const takenBack = [...(focus === null ? ['focus'] : []), ...(cutout === true ? ['cutout'] : [])];
  return db
    .updateTable('Asset')
    .set({
      ...given({ role, projectId }),
      correction: sql<string>`("correction" || ${JSON.stringify(made)}::jsonb) - ${takenBack}::text[]`,
      updatedAt: now,
    })
    .where('id', '=', id)
    .where('userId', '=', userId)
    .where(isThere)
    .returning(COLUMNS)
    .returning(userIdAsText)
    .executeTakeFirst();
}

/** What is known of an image, by ingest and by a person. */
export interface Known {
  readonly analysis: Analysis | null;
  readonly correction: Correction;
  readonly handCutout: HandCutout | null;
}

/**
 * The analysis of a row by which pictures are composed: with a person's corrections, and with explicit values for what
 * its version did not measure. Null: not analysed yet.
 */
export function analysisOf({ analysis, correction, handCutout }: Known): Analysis | null {
  if (analysis === null) return null;
  const whole = analysis.version < ANALYSIS_VERSION ? analysisSchema.parse(analysis) : analysis;
  return corrected(whole, correction, handCutout);
}

/** The object of the cut-out that counts: a person's, where there is one. Of an image with alpha it is the master. */
export function cutoutKeyOf({ cutoutKey, handCutoutKey }: { cutoutKey: string | null; handCutoutKey: string | null }) {
  return handCutoutKey ?? cutoutKey;
}
