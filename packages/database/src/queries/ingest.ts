import { ANALYSIS_VERSION, type Analysis, MAX_ATTEMPTS } from '@proofsheet/domain';
import { type ExpressionBuilder, type SqlBool, sql, type Updateable } from 'kysely';
import { ago, now } from '../clock.ts';
import type { Db } from '../connect.ts';
import type { DB } from '../schema.generated.ts';
import type { StoredError } from '../stored-error.ts';
import { ownerId } from '../user-id.ts';
import { recordEvent } from './events.ts';
import { type Again, analysisVersion } from './stale-assets.ts';

/*
 * A worker's look at an asset. There is no lease: several may look at once, and one of them writes. The guard is the
 * master that the row named when the look began (none while PENDING): each look writes a master of its own, so a row
 * that names the same one has not changed since.
 */

export interface Look {
  readonly id: string;
  readonly status: 'PENDING' | 'READY';
  /** The upload as it came. */
  readonly objectKey: string;
  /** What the row named when the look began. */
  readonly masterKey: string | null;
  readonly proxyKey: string | null;
  readonly cutoutKey: string | null;
  readonly begunAt: Date;
}

/**
 * A look that is older writes nothing any more: its files may have been taken for orphans and collected. Whoever collects
 * waits for longer than this.
 */
export const LONGEST_LOOK_SECONDS = 3600;

/**
 * Counts a look, before it begins: one that kills its worker has been counted. Undefined when the asset is not to be
 * looked at, or its attempts are used up (see `endSpentLooks`).
 */
export async function beginLook(
  db: Db,
  { id, again }: { id: string; again?: Again | undefined },
): Promise<Look | undefined> {
  const begun = await db
    .updateTable('Asset')
    .set({ attempt: sql`"attempt" + 1`, updatedAt: now })
    .where('id', '=', id)
    .where('attempt', '<', MAX_ATTEMPTS)
    .where(toBeLookedAt(again))
    .returning(['id', 'status', 'objectKey', 'masterKey', 'proxyKey', 'cutoutKey', 'updatedAt as begunAt'])
    .executeTakeFirst();
  return begun as Look | undefined;
}

function toBeLookedAt(again: Again | undefined) {
  return (_: ExpressionBuilder<DB, 'Asset'>) => {
    if (again === undefined) return sql<SqlBool>`"status" = 'PENDING'`;
    if (again === 'any') return sql<SqlBool>`"status" in ('PENDING', 'READY')`;
    return sql<SqlBool>`("status" = 'PENDING' or "status" = 'READY' and ${analysisVersion} < ${ANALYSIS_VERSION})`;
  };
}

/**
 * Whether looks were begun and none has ended: whoever looks next had better be alone with it. A single one may be under
 * way, by the render job that came before the ingest job.
 */
export async function hasFailedLooks(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('Asset').select('attempt').where('id', '=', id).executeTakeFirst();
  return row !== undefined && row.attempt > 1;
}

export interface Sight {
  readonly analysis: Analysis;
  readonly masterKey: string;
  readonly proxyKey: string | null;
  readonly cutoutKey: string | null;
}

/**
 * To READY with what was seen, or READY as before with what is seen now; corrections stay. The event is told once.
 * False: somebody else was first, nothing was written.
 */
export function finishLook(db: Db, look: Look, { analysis, ...keys }: Sight): Promise<boolean> {
  const seen = { status: 'READY', analysis: JSON.stringify(analysis), attempt: 0, ...keys } as const;
  return endLook(db, look, seen, look.status === 'PENDING' ? 'asset.ready' : undefined);
}

/** PENDING to REJECTED with the reason, and the event. False: somebody else was first, nothing was written. */
export function rejectAsset(db: Db, look: Pick<Look, 'id'>, error: StoredError): Promise<boolean> {
  const pending = { id: look.id, status: 'PENDING', masterKey: null } as const;
  return endLook(db, pending, { status: 'REJECTED', error: JSON.stringify(error) }, 'asset.rejected');
}

/** The end of another look that brought nothing: the asset stays as it was, and its attempts are all there again. */
export async function keepAsset(db: Db, look: Pick<Look, 'id'>): Promise<void> {
  await db.updateTable('Asset').set({ attempt: 0, updatedAt: now }).where('id', '=', look.id).execute();
}

/** Gives the attempt back: what stopped the look was none of the asset's doing. */
export async function takeLookBack(db: Db, { id }: Pick<Look, 'id'>): Promise<void> {
  await db
    .updateTable('Asset')
    .set({ attempt: sql`"attempt" - 1`, updatedAt: now })
    .where('id', '=', id)
    .where('attempt', '>', 0)
    .execute();
}

function endLook(
  db: Db,
  { id, status, masterKey, begunAt }: Pick<Look, 'id' | 'status' | 'masterKey'> & Partial<Look>,
  change: Updateable<DB['Asset']>,
  event: 'asset.ready' | 'asset.rejected' | undefined,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const asset = await tx
      .updateTable('Asset')
      .set({ ...change, updatedAt: now })
      .where('id', '=', id)
      .where('status', '=', status)
      .where(sql<SqlBool>`"masterKey" is not distinct from ${masterKey}`)
      .where(begunAt ? sql<SqlBool>`${begunAt}::timestamptz > ${ago(LONGEST_LOOK_SECONDS)}` : sql<SqlBool>`true`)
      .returning(ownerId)
      .executeTakeFirst();
    if (asset === undefined) return false;
    if (event) await recordEvent(tx, { type: event, userId: asset.userId, assetId: id });
    return true;
  });
}

const EXHAUSTED: StoredError = {
  code: 'attempts_exhausted',
  message: `None of the ${MAX_ATTEMPTS} workers that looked at this image came to its end. Upload it in another form.`,
};

/** What became of an asset that no look was begun of: `waiting` for looks that may still be under way. */
export type Spent = 'settled' | 'waiting' | 'rejected' | 'kept';

/**
 * Ends an asset whose attempts are used up: PENDING becomes REJECTED once no look was begun, ended or given back for
 * so many seconds, since until then several generations may only be looking at it at the same time; READY stays.
 */
export async function endSpentLooks(
  db: Db,
  { id, again, quietSeconds }: { id: string; again?: Again | undefined; quietSeconds: number },
): Promise<Spent> {
  const asset = await db
    .selectFrom('Asset')
    .select(['status', 'attempt', sql<boolean>`"updatedAt" < ${ago(quietSeconds)}`.as('quiet')])
    .where('id', '=', id)
    .executeTakeFirst();
  const spent = (asset?.attempt ?? 0) >= MAX_ATTEMPTS;
  if (asset?.status === 'PENDING') {
    if (!spent || !asset.quiet) return 'waiting';
    return (await rejectAsset(db, { id }, EXHAUSTED)) ? 'rejected' : 'settled';
  }
  if (asset?.status !== 'READY' || !spent || again === undefined) return 'settled';
  await keepAsset(db, { id });
  return 'kept';
}
