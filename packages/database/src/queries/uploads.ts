import type { AssetRole, UploadMediaType } from '@proofsheet/domain';
import { ago } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';

/** How long an upload may be completed, and completed again for the same answer. */
export const UPLOAD_SECONDS = 24 * 3600;

/** A file that its client is going to send to the storage. */
export interface NewUpload {
  readonly id: string;
  readonly userId: UserId;
  readonly projectId: string | null;
  readonly role: AssetRole;
  readonly originalName: string;
  readonly mediaType: UploadMediaType;
  readonly bytes: number;
  readonly objectKey: string;
}

const COLUMNS = ['id', 'projectId', 'role', 'originalName', 'mediaType', 'bytes', 'objectKey', 'assetId'] as const;

function selectUploads(db: Db | Tx, { userId, id }: { userId: UserId; id: string }) {
  return db
    .selectFrom('AssetUpload')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('userId', '=', userId)
    .where('createdAt', '>=', ago(UPLOAD_SECONDS));
}

export type UploadRow = Awaited<ReturnType<ReturnType<typeof selectUploads>['executeTakeFirstOrThrow']>>;

export async function createUpload(db: Db | Tx, upload: NewUpload): Promise<void> {
  await db.insertInto('AssetUpload').values(upload).execute();
}

export function findUpload(db: Db, upload: { userId: UserId; id: string }): Promise<UploadRow | undefined> {
  return selectUploads(db, upload).executeTakeFirst();
}

/** Of several that complete one upload at once, each waits here for the end of the one before. */
export function lockUpload(tx: Tx, upload: { userId: UserId; id: string }): Promise<UploadRow | undefined> {
  return selectUploads(tx, upload).forUpdate().executeTakeFirst();
}

export async function completeUpload(tx: Tx, { id, assetId }: { id: string; assetId: string }): Promise<void> {
  await tx.updateTable('AssetUpload').set({ assetId }).where('id', '=', id).execute();
}

/** Deletes uploads whose time is over, and answers how many. A file that none of them names is collected. */
export async function trimUploads(db: Db, { limit }: { limit: number }): Promise<number> {
  const old = db
    .selectFrom('AssetUpload')
    .select('id')
    .where('createdAt', '<', ago(UPLOAD_SECONDS))
    .orderBy('createdAt')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const { numDeletedRows } = await db
    .deleteFrom('AssetUpload')
    .using(old.as('old'))
    .whereRef('AssetUpload.id', '=', 'old.id')
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
