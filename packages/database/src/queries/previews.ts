import type { AssetRole, GenerationKind, GenerationSpec } from '@proofsheet/domain';
import { ago, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId } from '../ids.ts';
import type { DrawnPreview, StoredError } from '../json-columns.ts';
import { analysisOf, cutoutKeyOf } from './assets.ts';
import type { UsedAsset } from './attempts.ts';

export interface NewPreview {
  readonly userId: UserId;
  /** Of several previews of one editor only the newest is worth drawing. */
  readonly editor?: string | undefined;
  readonly kind: GenerationKind;
  readonly spec: GenerationSpec;
  readonly seed: number;
  readonly assets: readonly { readonly assetId: string; readonly role: AssetRole }[];
}

/** Nobody waits for an older one any more. */
const STALE_SECONDS = 60;

const SUPERSEDED: StoredError = {
  code: 'preview_superseded',
  message: 'The same editor has asked for a newer one before this one was begun.',
};

/** Answers its id, and those of the same editor that end because they have not begun. */
export async function createPreview(
  tx: Tx,
  { userId, editor, kind, spec, seed, assets }: NewPreview,
): Promise<{ id: string; superseded: string[] }> {
  const id = newId();
  const older = await tx
    .updateTable('Preview')
    .set({ endedAt: now, error: JSON.stringify(SUPERSEDED) })
    .where('userId', '=', userId)
    .where('editor', '=', editor ?? null)
    .where('startedAt', 'is', null)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute();
  const row = {
    id,
    userId,
    editor: editor ?? null,
    kind,
    seed,
    spec: JSON.stringify(spec),
    assets: JSON.stringify(assets),
  };
  await tx.insertInto('Preview').values(row).execute();
  return { id, superseded: older.map((one) => one.id) };
}

export interface BegunPreview {
  readonly id: string;
  readonly userId: UserId;
  readonly kind: GenerationKind;
  readonly spec: GenerationSpec;
  readonly seed: number;
  readonly assets: NewPreview['assets'];
}

/** Undefined: it has begun already, nobody waits for it any more, or it is gone. One that has begun never begins again. */
export function beginPreview(db: Db, id: string): Promise<BegunPreview | undefined> {
  return db
    .updateTable('Preview')
    .set({ startedAt: now })
    .where('id', '=', id)
    .where('startedAt', 'is', null)
    .where('endedAt', 'is', null)
    .where('createdAt', '>', ago(STALE_SECONDS))
    .returning(['id', 'userId', 'kind', 'spec', 'seed', 'assets'])
    .executeTakeFirst();
}

/** The assets in the client's order; those that are gone are left out. */
export async function previewAssets(
  db: Db,
  { userId, assets }: Pick<BegunPreview, 'userId' | 'assets'>,
): Promise<UsedAsset[]> {
  if (assets.length === 0) return [];
  const ids = assets.map(({ assetId }) => assetId);
  const rows = await db
    .selectFrom('Asset')
    .select(['id', 'status', 'masterKey', 'proxyKey', 'cutoutKey', 'handCutoutKey'])
    .select(['analysis', 'correction', 'handCutout'])
    .where('userId', '=', userId)
    .where('id', 'in', ids)
    .execute();
  return assets.flatMap(({ assetId, role }) => {
    const row = rows.find(({ id }) => id === assetId);
    if (row === undefined) return [];
    const { status, masterKey, proxyKey } = row;
    return [{ assetId, role, status, masterKey, proxyKey, cutoutKey: cutoutKeyOf(row), analysis: analysisOf(row) }];
  });
}

export type PreviewEnd = { readonly drawn: DrawnPreview } | { readonly error: StoredError };

export async function endPreview(db: Db, id: string, end: PreviewEnd): Promise<void> {
  await db
    .updateTable('Preview')
    .set({
      endedAt: now,
      ...('drawn' in end ? { drawn: JSON.stringify(end.drawn) } : { error: JSON.stringify(end.error) }),
    })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute();
}

/** Whether somebody still waits for it. */
export async function isPreviewAwaited(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('Preview').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** The end of a preview, which is gone from then on. Undefined: it has not ended. */
export async function takePreview(db: Db, id: string): Promise<PreviewEnd | undefined> {
  const row = await db
    .deleteFrom('Preview')
    .where('id', '=', id)
    .where('endedAt', 'is not', null)
    .returning(['drawn', 'error'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return row.drawn ? { drawn: row.drawn } : { error: row.error as StoredError };
}

/** Nobody waits for it any more. Answers whether a worker has begun it; undefined where it is gone. */
export async function dropPreview(db: Db, id: string): Promise<boolean | undefined> {
  const row = await db.deleteFrom('Preview').where('id', '=', id).returning('startedAt').executeTakeFirst();
  return row === undefined ? undefined : row.startedAt !== null;
}

/** What was asked for by processes that are gone. */
export async function trimPreviews(db: Db): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('Preview')
    .where('createdAt', '<', ago(STALE_SECONDS))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
