import type { Analysis, AssetRole, AssetStatus, UploadMediaType } from '@proofsheet/domain';
import { sql, type Updateable } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { afterCursor, exactCreatedAt, given, type Page, type PageRequest, toPage } from '../page.ts';
import type { DB } from '../schema.generated.ts';
import type { StoredError } from '../stored-error.ts';
import { ownerId, type UserId } from '../user-id.ts';
import { recordEvent } from './events.ts';

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
  /** Of the request that uploaded it: the ingest's log lines carry it. */
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
  'analysis',
  'error',
  'requestId',
  'createdAt',
] as const;

function selectAssets(db: Db | Tx) {
  return db.selectFrom('Asset').select(COLUMNS).select(ownerId);
}

export type AssetRow = Awaited<ReturnType<ReturnType<typeof selectAssets>['executeTakeFirstOrThrow']>>;

/** Inserts PENDING assets, all or none. */
export async function createAssets(db: Db | Tx, assets: readonly NewAsset[]): Promise<void> {
  if (assets.length > 0) await db.insertInto('Asset').values(assets).execute();
}

export function findAsset(db: Db | Tx, { userId, id }: { userId: UserId; id: string }): Promise<AssetRow | undefined> {
  return selectAssets(db).where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
}

/** Those of the ids that are this user's assets, in no particular order. */
export async function findAssets(
  db: Db | Tx,
  { userId, ids }: { userId: UserId; ids: readonly string[] },
): Promise<AssetRow[]> {
  if (ids.length === 0) return [];
  return selectAssets(db).where('id', 'in', ids).where('userId', '=', userId).execute();
}

export interface AssetFilter extends PageRequest {
  readonly userId: UserId;
  readonly projectId?: string | undefined;
  readonly role?: AssetRole | undefined;
  readonly status?: AssetStatus | undefined;
}

/** A user's uploads, newest first. */
export async function listAssets(db: Db, { cursor, limit, ...filter }: AssetFilter): Promise<Page<AssetRow>> {
  const { userId, projectId, role, status } = filter;
  const rows = await selectAssets(db)
    .select(exactCreatedAt)
    .where((where) => where.and(given({ userId, projectId, role, status })))
    .where(afterCursor(cursor))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit);
}

/** For ingest, which acts for the system and not for a user. */
export function assetForIngest(db: Db, id: string): Promise<AssetRow | undefined> {
  return selectAssets(db).where('id', '=', id).executeTakeFirst();
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
  type: 'asset.ready' | 'asset.rejected',
  change: Updateable<DB['Asset']>,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const asset = await tx
      .updateTable('Asset')
      .set({ ...change, updatedAt: sql`now()` })
      .where('id', '=', id)
      .where('status', '=', 'PENDING')
      .returning(ownerId)
      .executeTakeFirst();
    if (asset === undefined) return false;
    await recordEvent(tx, { type, userId: asset.userId, assetId: id });
    return true;
  });
}
