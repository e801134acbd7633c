import { sql } from 'kysely';
import { ago, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { isThere } from '../filters.ts';
import { type UserId, userIdAsText } from '../ids.ts';
import type { StoredError } from '../json-columns.ts';
import { isRetryable, isUnfinished } from '../states.ts';
import { assetObjects } from './asset-objects.ts';
import type { DeletedPage } from './delete-user.ts';
import { recordEvents } from './events.ts';
import { dropUnnamedOneOffs } from './one-off-webhooks.ts';
import { outputObjects } from './outputs.ts';
import { dropLogos } from './project-brands.ts';
import { recordUnmade, UNMADE_COLUMNS, unmade } from './unmade.ts';

/*
 * What a user deletes is hidden by `deletedAt`, in one transaction with its event; what was told of it before goes with it,
 * since events carry addresses. Rows and files go after a grace time: until then an address that was handed out works, and
 * nothing that is under way misses a file. A crash at any point leaves it either there, or hidden and waiting to go.
 */

interface Named {
  readonly userId: UserId;
  readonly id: string;
}

const ASSET_DELETED: StoredError = { code: 'unknown_asset', message: 'An asset of the generation was deleted.' };

/**
 * Hides generations with their outputs, and answers their ids. What is unfinished ends: its worker stops within half a
 * second, and what it still writes is guarded by the state.
 */
export function deleteGenerations(
  db: Db,
  { userId, ids, limit = 1 }: { userId: UserId; ids?: readonly string[]; limit?: number },
): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    const theirs = tx.selectFrom('Generation').select('id').where('userId', '=', userId).where(isThere);
    const named = ids === undefined ? theirs : theirs.where('id', 'in', ids);
    const rows = await named.orderBy('id').limit(limit).forUpdate().execute();
    const deleted = rows.map(({ id }) => id);
    if (deleted.length === 0) return [];
    await tx
      .updateTable('Generation')
      .set(unmade('CANCELLED', undefined))
      .where('id', 'in', deleted)
      .where(isUnfinished)
      .execute();
    await hide(
      tx,
      rows.map(({ id }) => ({ id, userId })),
    );
    return deleted;
  });
}

/** Hides a page of those whose time is over, of all users, and answers how many. Several sweeps may do so at once. */
export function expireGenerations(db: Db, { limit }: { limit: number }): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('Generation')
      .select(['id', userIdAsText])
      .where('expiresAt', '<', now)
      .where(isThere)
      .orderBy('expiresAt')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    await hide(tx, rows, { reason: 'expired' });
    return rows.length;
  });
}

/** What was told of them goes; one event says that they have. */
async function hide(tx: Tx, rows: readonly { id: string; userId: UserId }[], data = {}): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  // One that goes for good is not looked for again.
  const gone = { deletedAt: now, updatedAt: now, expiresAt: null };
  await tx.updateTable('Generation').set(gone).where('id', 'in', ids).execute();
  await tx.updateTable('Output').set({ deletedAt: now }).where('generationId', 'in', ids).where(isThere).execute();
  await tx.deleteFrom('Event').where('generationId', 'in', ids).execute();
  await recordEvents(
    tx,
    rows.map(({ id: generationId, userId }) => ({ type: 'generation.deleted', userId, generationId, data })),
  );
}

/** Hides one output, and what was told of it. False: the user has no such output. */
export function deleteOutput(db: Db, { userId, id }: Named): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const output = await tx
      .updateTable('Output')
      .set({ deletedAt: now })
      .where('id', '=', id)
      .where('userId', '=', userId)
      .where(isThere)
      .returning('generationId')
      .executeTakeFirst();
    if (output === undefined) return false;
    const { generationId } = output;
    await tx
      .deleteFrom('Event')
      .where('generationId', '=', generationId)
      .where((where) =>
        where.or([
          where(sql<string>`"data" -> 'output' ->> 'id'`, '=', id),
          where(sql<string>`"data" -> 'review' ->> 'outputId'`, '=', id),
        ]),
      )
      .execute();
    await recordEvents(tx, [{ type: 'output.deleted', userId, generationId, data: { outputs: [id] } }]);
    return true;
  });
}

/** What keeps an asset from being deleted: unfinished generations that use it. */
export interface AssetUses {
  readonly generations: readonly string[];
}

/**
 * Hides an asset, unless unfinished generations use it: with `force` these are cancelled. What ended without all of its
 * outputs cannot be retried without it. A generation that is submitted with it in the same moment waits for this one's
 * commit, or is seen here. Undefined: the user has no such asset.
 */
export function deleteAsset(db: Db, { userId, id, force }: Named & { force: boolean }): Promise<AssetUses | undefined> {
  return db.transaction().execute(async (tx) => {
    const theirs = tx.selectFrom('Asset').select('id').where('id', '=', id).where('userId', '=', userId);
    const asset = await theirs.where(isThere).forUpdate().executeTakeFirst();
    if (asset === undefined) return undefined;
    const generations = await unfinishedUses(tx, id);
    if (generations.length > 0 && !force) return { generations };
    await loseAsset(tx, id);
    await dropLogos(tx, { userId, assetIds: [id] });
    await tx.updateTable('Asset').set({ deletedAt: now, updatedAt: now }).where('id', '=', id).execute();
    await tx.deleteFrom('Event').where('assetId', '=', id).execute();
    await recordEvents(tx, [{ type: 'asset.deleted', userId, assetId: id }]);
    return { generations: [] };
  });
}

async function unfinishedUses(tx: Tx, assetId: string): Promise<string[]> {
  const using = tx.selectFrom('GenerationAsset').select('generationId').where('assetId', '=', assetId);
  const unfinished = tx.selectFrom('Generation').select('id').where('id', 'in', using).where(isUnfinished);
  return (await unfinished.orderBy('id').execute()).map(({ id }) => id);
}

async function loseAsset(tx: Tx, assetId: string): Promise<void> {
  const using = tx.selectFrom('GenerationAsset').select('generationId').where('assetId', '=', assetId);
  const cancelled = await tx
    .updateTable('Generation')
    .set(unmade('CANCELLED', ASSET_DELETED))
    .where('id', 'in', using)
    .where(isUnfinished)
    .returning(UNMADE_COLUMNS)
    .execute();
  await recordUnmade(tx, cancelled, ASSET_DELETED);
  await tx.updateTable('Generation').set({ lostAssets: true }).where('id', 'in', using).where(isRetryable).execute();
}

/** Hides a page of a user's assets, whatever uses them; the generations go first. Answers how many. */
export function deleteAllAssets(db: Db, { userId, limit }: { userId: UserId; limit: number }): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const page = tx
      .selectFrom('Asset')
      .select('id')
      .where('userId', '=', userId)
      .where(isThere)
      .limit(limit)
      .forUpdate();
    const deleted = await tx
      .updateTable('Asset')
      .set({ deletedAt: now, updatedAt: now })
      .where('id', 'in', page)
      .returning('id')
      .execute();
    const ids = deleted.map(({ id }) => id);
    await dropLogos(tx, { userId, assetIds: ids });
    if (ids.length > 0) await tx.deleteFrom('Event').where('assetId', 'in', ids).execute();
    await recordEvents(
      tx,
      ids.map((assetId) => ({ type: 'asset.deleted', userId, assetId })),
    );
    return ids.length;
  });
}

/** A page of what belongs to a project and stays without it. A project has no files, so it goes at once after that. */
export async function emptyProject(db: Db, { id, limit }: { id: string; limit: number }): Promise<number> {
  let rows = 0;
  for (const table of ['Asset', 'Generation', 'Output'] as const) {
    const page = db.selectFrom(table).select('id').where('projectId', '=', id).limit(limit);
    const { numUpdatedRows } = await db
      .updateTable(table)
      .set({ projectId: null })
      .where('id', 'in', page)
      .executeTakeFirstOrThrow();
    rows += Number(numUpdatedRows);
  }
  return rows;
}

export async function deleteProjects(db: Db, { userId, id }: { userId: UserId; id?: string }): Promise<void> {
  const theirs = db.deleteFrom('Project').where('userId', '=', userId);
  await (id === undefined ? theirs : theirs.where('id', '=', id)).execute();
}

interface Gone {
  readonly olderThanSeconds: number;
  readonly limit: number;
}

/** What was hidden for the grace time goes: outputs first, then what they belong to. The caller removes the files after the commit. */
export const GONE_PAGES: readonly ((db: Db, page: Gone) => Promise<DeletedPage>)[] = [
  async (db, page) => {
    const deleted = await db
      .deleteFrom('Output')
      .where('id', 'in', hidden(db, 'Output', page))
      .returning(outputObjects.as('keys'))
      .execute();
    return { rows: deleted.length, keys: deleted.flatMap(({ keys }) => keys) };
  },
  (db, page) =>
    db.transaction().execute(async (tx) => {
      // Its outputs were hidden with it, and are gone.
      const gone = tx.deleteFrom('Generation').where('id', 'in', hidden(tx, 'Generation', page));
      const deleted = await gone.returning('webhookId').execute();
      await dropUnnamedOneOffs(
        tx,
        deleted.flatMap(({ webhookId }) => webhookId ?? []),
      );
      return { rows: deleted.length, keys: [] };
    }),
  async (db, page) => {
    const deleted = await db
      .deleteFrom('Asset')
      .where('id', 'in', hidden(db, 'Asset', page))
      .returning(assetObjects.as('keys'))
      .execute();
    return { rows: deleted.length, keys: deleted.flatMap(({ keys }) => keys) };
  },
];

function hidden(db: Db | Tx, table: 'Output' | 'Generation' | 'Asset', { olderThanSeconds, limit }: Gone) {
  const rows = db.selectFrom(table).select('id').where('deletedAt', '<', ago(olderThanSeconds));
  return rows.orderBy('deletedAt').limit(limit).forUpdate().skipLocked();
}
