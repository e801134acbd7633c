import { ANALYSIS_VERSION, type Analysis, awaitsIngest, isReady, MAX_ATTEMPTS } from '@proofsheet/domain';
import { type ExpressionBuilder, type SqlBool, sql, type Updateable } from 'kysely';
import { ago, now } from '../clock.ts';
import type { Db } from '../connect.ts';
import { userIdAsText } from '../ids.ts';
import type { StoredError } from '../json-columns.ts';
import type { DB } from '../schema.generated.ts';
import { type NewEvent, recordEvent } from './events.ts';
import { type Again, analysisVersion } from './stale-assets.ts';

/*
 * A worker's attempt at analysing an asset. There is no lease: several workers may analyse one asset at once, and one of them
 * writes. The guard is the master that the row named when the analysis began (none while PENDING): each analysis writes a new
 * master, so a row that still names the same one has not changed since.
 */

/** An analysis that has begun, with what the row named then. */
export interface BegunAnalysis {
  readonly id: string;
  readonly status: 'PENDING' | 'READY';
  /** The upload as it came. */
  readonly objectKey: string;
  readonly masterKey: string | null;
  readonly proxyKey: string | null;
  readonly cutoutKey: string | null;
  /** The widths of the smaller copies of the master. */
  readonly renditions: readonly number[];
  readonly begunAt: Date;
}

/**
 * An older analysis writes nothing: its files may have been collected as orphans. Collecting waits for longer than
 * this.
 */
export const LONGEST_ANALYSIS_SECONDS = 3600;

/**
 * Counts the attempt before the analysis begins, so that one that kills its worker has been counted. Undefined: the
 * asset is not to be analysed, or its attempts are used up (see `endExhaustedAnalysis`).
 */
export async function beginAnalysis(
  db: Db,
  { id, again }: { id: string; again?: Again | undefined },
): Promise<BegunAnalysis | undefined> {
  const begun = await db
    .updateTable('Asset')
    .set({ attempt: sql`"attempt" + 1`, updatedAt: now })
    .where('id', '=', id)
    .where('attempt', '<', MAX_ATTEMPTS)
    .where(isToBeAnalysed(again))
    .returning(['id', 'status', 'objectKey', 'masterKey', 'proxyKey', 'cutoutKey', 'renditions'])
    .returning('updatedAt as begunAt')
    .executeTakeFirst();
  return begun as BegunAnalysis | undefined;
}

function isToBeAnalysed(again: Again | undefined) {
  return (_: ExpressionBuilder<DB, 'Asset'>) => {
    if (again === undefined) return sql<SqlBool>`"status" = 'PENDING'`;
    if (again === 'any') return sql<SqlBool>`"status" in ('PENDING', 'READY')`;
    return sql<SqlBool>`("status" = 'PENDING' or "status" = 'READY' and ${analysisVersion} < ${ANALYSIS_VERSION})`;
  };
}

/**
 * Whether analyses have begun and none has ended: then the next one should run alone in its process. A single one may
 * be under way, by the render job that came before the ingest job.
 */
export async function hasFailedAnalyses(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('Asset').select('attempt').where('id', '=', id).executeTakeFirst();
  return row !== undefined && row.attempt > 1;
}

/** What an analysis has found, and the files that it has stored. */
export interface FinishedAnalysis {
  readonly analysis: Analysis;
  readonly masterKey: string;
  readonly proxyKey: string | null;
  readonly cutoutKey: string | null;
}

/**
 * PENDING becomes READY, and READY gets the new analysis; corrections stay, a cut-out by hand among them. Only the first change is told as an event.
 * False: another analysis was faster, nothing was written.
 */
export function finishAnalysis(
  db: Db,
  begun: BegunAnalysis,
  { analysis, ...keys }: FinishedAnalysis,
): Promise<boolean> {
  const ready = { status: 'READY' as const, analysis: JSON.stringify(analysis), attempt: 0, renditions: [], ...keys };
  return endAnalysis(db, begun, ready, awaitsIngest(begun.status) ? { type: 'asset.ready' } : undefined);
}

/** PENDING becomes REJECTED, with the reason and the event. False: another analysis was faster, nothing was written. */
export function rejectAsset(db: Db, { id }: Pick<BegunAnalysis, 'id'>, error: StoredError): Promise<boolean> {
  const pending = { id, status: 'PENDING', masterKey: null } as const;
  const change = { status: 'REJECTED', error: JSON.stringify(error) } as const;
  return endAnalysis(db, pending, change, { type: 'asset.rejected', data: error });
}

/** Ends an analysis of a READY asset that has failed: the asset stays as it was, and has all its attempts again. */
export async function keepAsset(db: Db, { id }: Pick<BegunAnalysis, 'id'>): Promise<void> {
  await db.updateTable('Asset').set({ attempt: 0, updatedAt: now }).where('id', '=', id).execute();
}

/** Takes the attempt off the count: something other than the asset stopped the analysis. */
export async function excuseAnalysis(db: Db, { id }: Pick<BegunAnalysis, 'id'>): Promise<void> {
  await db
    .updateTable('Asset')
    .set({ attempt: sql`"attempt" - 1`, updatedAt: now })
    .where('id', '=', id)
    .where('attempt', '>', 0)
    .execute();
}

function endAnalysis(
  db: Db,
  { id, status, masterKey, begunAt }: Pick<BegunAnalysis, 'id' | 'status' | 'masterKey'> & Partial<BegunAnalysis>,
  change: Updateable<DB['Asset']>,
  event: Pick<NewEvent, 'type' | 'data'> | undefined,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const asset = await tx
      .updateTable('Asset')
      .set({ ...change, updatedAt: now })
      .where('id', '=', id)
      .where('status', '=', status)
      .where(sql<SqlBool>`"masterKey" is not distinct from ${masterKey}`)
      .where(begunAt ? sql<SqlBool>`${begunAt}::timestamptz > ${ago(LONGEST_ANALYSIS_SECONDS)}` : sql<SqlBool>`true`)
      .returning(userIdAsText)
      .executeTakeFirst();
    if (asset === undefined) return false;
    if (event) await recordEvent(tx, { ...event, userId: asset.userId, assetId: id });
    return true;
  });
}

const EXHAUSTED: StoredError = {
  code: 'attempts_exhausted',
  message: `None of the ${MAX_ATTEMPTS} attempts to analyse this image came to an end. Upload it in another format.`,
};

/** What became of an asset that could not be analysed. `waiting`: analyses may still be under way. */
export type ExhaustedAsset = 'settled' | 'waiting' | 'rejected' | 'kept';

/**
 * Ends an asset whose attempts are used up. PENDING becomes REJECTED once no analysis has begun, ended or been excused
 * for `quietSeconds`: until then several generations may just be analysing it at the same time. READY stays.
 */
export async function endExhaustedAnalysis(
  db: Db,
  { id, again, quietSeconds }: { id: string; again?: Again | undefined; quietSeconds: number },
): Promise<ExhaustedAsset> {
  const asset = await db
    .selectFrom('Asset')
    .select(['status', 'attempt', sql<boolean>`"updatedAt" < ${ago(quietSeconds)}`.as('quiet')])
    .where('id', '=', id)
    .executeTakeFirst();
  if (asset === undefined) return 'settled';
  const exhausted = asset.attempt >= MAX_ATTEMPTS;
  if (awaitsIngest(asset.status)) {
    if (!exhausted || !asset.quiet) return 'waiting';
    return (await rejectAsset(db, { id }, EXHAUSTED)) ? 'rejected' : 'settled';
  }
  if (!isReady(asset.status) || !exhausted || again === undefined) return 'settled';
  await keepAsset(db, { id });
  return 'kept';
}
