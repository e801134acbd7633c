import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';
import { isUnfinished } from '../states.ts';
import { assetObjects } from './asset-objects.ts';
import { outputObjects } from './outputs.ts';

/*
 * Deletes all that is a user's, a page at a time: no transaction holds locks for longer than a page takes. Each answers the
 * files that no row names any more, and they are removed after the commit: what a crash in between leaves is collected as
 * orphans. A worker that is making something of it finds its row gone and leaves.
 */

export interface DeletedPage {
  readonly rows: number;
  /** The keys of the objects that the rows named. */
  readonly keys: string[];
}

interface UserPage {
  readonly userId: UserId;
  readonly limit: number;
}

/** Nothing new comes from the moment on at which the keys are gone. */
export async function deleteApiKeys(db: Db, userId: UserId): Promise<void> {
  await db.deleteFrom('SigningKey').where('userId', '=', userId).execute();
  await db.deleteFrom('ApiKey').where('userId', '=', userId).execute();
}

/** What a deletion goes through, in this order: first what workers would still be busy with. */
export const USER_PAGES: readonly ((db: Db, page: UserPage) => Promise<DeletedPage>)[] = [
  (db, page) => deleteGenerations(db, page, { unfinished: true }),
  (db, page) => deleteGenerations(db, page, { unfinished: false }),
  deleteUploads,
  deleteBatches,
  deleteAssets,
  deleteFonts,
  deleteEvents,
  deleteIdempotencyKeys,
];

function deleteGenerations(
  db: Db,
  { userId, limit }: UserPage,
  { unfinished }: { unfinished: boolean },
): Promise<DeletedPage> {
  return db.transaction().execute(async (tx) => {
    const theirs = tx.selectFrom('Generation').select('id').where('userId', '=', userId);
    const page = unfinished ? theirs.where(isUnfinished) : theirs.orderBy('createdAt', 'desc').orderBy('id', 'desc');
    const ids = (await page.limit(limit).forUpdate().execute()).map(({ id }) => id);
    if (ids.length === 0) return NOTHING;
    const theirObjects = tx.selectFrom('Output').select(outputObjects.as('keys')).where('generationId', 'in', ids);
    const outputs = await theirObjects.execute();
    await tx.deleteFrom('Generation').where('id', 'in', ids).execute();
    return { rows: ids.length, keys: outputs.flatMap(({ keys }) => keys) };
  });
}

async function deleteBatches(db: Db, { userId, limit }: UserPage): Promise<DeletedPage> {
  const page = db.selectFrom('Batch').select('id').where('userId', '=', userId).limit(limit).forUpdate();
  const { numDeletedRows } = await db.deleteFrom('Batch').where('id', 'in', page).executeTakeFirstOrThrow();
  return { rows: Number(numDeletedRows), keys: [] };
}

async function deleteUploads(db: Db, { userId, limit }: UserPage): Promise<DeletedPage> {
  const page = db.selectFrom('AssetUpload').select('id').where('userId', '=', userId).limit(limit).forUpdate();
  const deleted = await db.deleteFrom('AssetUpload').where('id', 'in', page).returning('objectKey').execute();
  return { rows: deleted.length, keys: deleted.map(({ objectKey }) => objectKey) };
}

async function deleteAssets(db: Db, { userId, limit }: UserPage): Promise<DeletedPage> {
  const page = db.selectFrom('Asset').select('id').where('userId', '=', userId).limit(limit).forUpdate();
  const deleted = await db.deleteFrom('Asset').where('id', 'in', page).returning(assetObjects.as('keys')).execute();
  return { rows: deleted.length, keys: deleted.flatMap(({ keys }) => keys) };
}

async function deleteFonts(db: Db, { userId, limit }: UserPage): Promise<DeletedPage> {
  const page = db.selectFrom('Font').select('id').where('userId', '=', userId).limit(limit).forUpdate();
  const deleted = await db.deleteFrom('Font').where('id', 'in', page).returning('objectKey').execute();
  return { rows: deleted.length, keys: deleted.map(({ objectKey }) => objectKey) };
}

/** Those that tell of nothing that is there: the others have gone with it. */
async function deleteEvents(db: Db, { userId, limit }: UserPage): Promise<DeletedPage> {
  const page = db.selectFrom('Event').select('id').where('userId', '=', userId).limit(limit).forUpdate();
  const { numDeletedRows } = await db.deleteFrom('Event').where('id', 'in', page).executeTakeFirstOrThrow();
  return { rows: Number(numDeletedRows), keys: [] };
}

async function deleteIdempotencyKeys(db: Db, { userId, limit }: UserPage): Promise<DeletedPage> {
  const page = db.selectFrom('IdempotencyKey').select('key').where('userId', '=', userId).limit(limit).forUpdate();
  const theirs = db.deleteFrom('IdempotencyKey').where('userId', '=', userId);
  const { numDeletedRows } = await theirs.where('key', 'in', page).executeTakeFirstOrThrow();
  return { rows: Number(numDeletedRows), keys: [] };
}

const NOTHING: DeletedPage = { rows: 0, keys: [] };

/**
 * The last step: what has only a few rows, and the user's own row where Proofsheet made their table. That one takes
 * with it what a request that was under way has added meanwhile.
 */
export function deleteUserRows(db: Db, { userId, own }: { userId: UserId; own: boolean }): Promise<void> {
  return db.transaction().execute(async (tx: Tx) => {
    for (const table of [
      ...(['WebhookEndpoint', 'WebhookSecret', 'Project', 'UserShare', 'UsageEntry'] as const),
      ...(['SignedImage', 'SigningKey', 'ApiKey', 'Preview'] as const),
    ]) {
      await tx.deleteFrom(table).where('userId', '=', userId).execute();
    }
    if (own) await tx.deleteFrom('User').where('id', '=', userId).execute();
  });
}
