import type { Analysis, AssetRole, AssetStatus, UploadMediaType } from '@proofsheet/domain';
import { sql } from 'kysely';
import type { Db, Tx, UserId } from '../connect.ts';
import { afterCursor, exactTime, type Page, type PageRequest, toPage } from '../page.ts';
import { recordEvent } from './events.ts';

/** Why something failed, as it is stored and shown. */
export interface StoredError {
  readonly code: string;
  readonly message: string;
}

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
  readonly requestId?: string | null;
}

const COLUMNS = [
  'Asset.id',
  'Asset.projectId',
  'Asset.role',
  'Asset.status',
  'Asset.originalName',
  'Asset.mediaType',
  'Asset.bytes',
  'Asset.width',
  'Asset.height',
  'Asset.sha256',
  'Asset.objectKey',
  'Asset.masterKey',
  'Asset.analysis',
  'Asset.error',
  'Asset.requestId',
  'Asset.createdAt',
] as const;

function selectAssets(db: Db) {
  return db.selectFrom('Asset').select(COLUMNS).select(sql<UserId>`"Asset"."userId"::text`.as('userId'));
}

export type AssetRow = Awaited<ReturnType<ReturnType<typeof selectAssets>['executeTakeFirstOrThrow']>>;

/** Inserts PENDING assets, all or none. */
export async function createAssets(db: Db | Tx, assets: readonly NewAsset[]): Promise<void> {
  await db
    .insertInto('Asset')
    .values(assets.map((asset) => ({ ...asset })))
    .execute();
}

export function findAsset(db: Db, { userId, id }: { userId: UserId; id: string }): Promise<AssetRow | undefined> {
  return selectAssets(db).where('Asset.id', '=', id).where('Asset.userId', '=', userId).executeTakeFirst();
}

/** Those of the ids that are this user's assets, in no particular order. */
export async function findAssets(db: Db, { userId, ids }: { userId: UserId; ids: string[] }): Promise<AssetRow[]> {
  if (ids.length === 0) return [];
  return selectAssets(db).where('Asset.id', 'in', ids).where('Asset.userId', '=', userId).execute();
}

export interface AssetFilter extends PageRequest {
  readonly userId: UserId;
  readonly projectId?: string | undefined;
  readonly role?: AssetRole | undefined;
  readonly status?: AssetStatus | undefined;
}

export async function listAssets(db: Db, filter: AssetFilter): Promise<Page<AssetRow>> {
  const { userId, projectId, role, status, cursor, limit } = filter;
  const rows = await selectAssets(db)
    .select(exactTime('Asset.createdAt').as('exactCreatedAt'))
    .where('Asset.userId', '=', userId)
    .$if(projectId !== undefined, (query) => query.where('Asset.projectId', '=', projectId ?? ''))
    .$if(role !== undefined, (query) => query.where('Asset.role', '=', role ?? 'PERSON'))
    .$if(status !== undefined, (query) => query.where('Asset.status', '=', status ?? 'PENDING'))
    .where(afterCursor(cursor, 'Asset.createdAt', 'Asset.id'))
    .orderBy('Asset.createdAt', 'desc')
    .orderBy('Asset.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit);
}

/** For ingest, which acts for the system and not for a user. */
export function assetForIngest(db: Db, id: string): Promise<AssetRow | undefined> {
  return selectAssets(db).where('Asset.id', '=', id).executeTakeFirst();
}

/** PENDING to READY with what was learned, and the event. False: it was not PENDING any more, nothing was written. */
export function markAssetReady(
  db: Db,
  { id, analysis, masterKey }: { id: string; analysis: Analysis; masterKey: string },
): Promise<boolean> {
  return settleAsset(db, id, 'asset.ready', { status: 'READY', analysis: JSON.stringify(analysis), masterKey });
}

/** PENDING to REJECTED with the reason, and the event. False: it was not PENDING any more, nothing was written. */
export function markAssetRejected(db: Db, { id, error }: { id: string; error: StoredError }): Promise<boolean> {
  return settleAsset(db, id, 'asset.rejected', { status: 'REJECTED', error: JSON.stringify(error) });
}

function settleAsset(
  db: Db,
  id: string,
  event: 'asset.ready' | 'asset.rejected',
  change: { status: AssetStatus; analysis?: string; masterKey?: string; error?: string },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('Asset')
      .set({ ...change, updatedAt: sql`now()` })
      .where('id', '=', id)
      .where('status', '=', 'PENDING')
      .returning(sql<UserId>`"userId"::text`.as('userId'))
      .executeTakeFirst();
    if (row === undefined) return false;
    await recordEvent(tx, { type: event, userId: row.userId, assetId: id });
    return true;
  });
}
