import {
  type Analysis,
  type AssetRole,
  type AssetStatus,
  type GenerationKind,
  type GenerationSpec,
  MAX_ATTEMPTS,
} from '@proofsheet/domain';
import { sql } from 'kysely';
import { analysisOf } from '../analysis-of.ts';
import { fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { ownerId, type UserId } from '../user-id.ts';
import { recordEvent } from './events.ts';

/*
 * A worker's attempt at a generation: claim, renew, report. Every write names the attempt that it belongs to, so a
 * worker that was frozen past its lease and wakes up changes nothing. How attempts end: end-of-attempt.ts.
 */

/** The right to one attempt, until the lease runs out. */
export interface Claim {
  readonly id: string;
  readonly userId: UserId;
  readonly kind: GenerationKind;
  readonly spec: GenerationSpec;
  readonly seed: number;
  /** Counted up with every claim, for good: files and guards carry it. */
  readonly attempt: number;
  /** Those of the attempts before this one that do not count. */
  readonly excused: number;
  /** Outputs of an earlier run, which stay: only the others are to be made. */
  readonly kept: number;
  readonly dispatch: number;
  readonly requestId: string | null;
}

/** Attempts that count and are over, or were begun now. */
export function countedAttempts({ attempt, excused }: Pick<Claim, 'attempt' | 'excused'>): number {
  return attempt - excused;
}

/**
 * Takes a generation that is PENDING, or PROCESSING with a lease that ran out. Undefined: another worker has it, it is
 * done, its attempts are used up, or its deadline has passed (the sweep ends it then); the caller leaves quietly. Of two that claim at once the second waits for the
 * first one's commit, looks again, and finds the lease taken. A backoff is kept by the job's delay and by the sweep,
 * not here: a queue whose clock runs ahead would otherwise lose the job.
 */
export function claimGeneration(
  db: Db,
  { id, leaseSeconds }: { id: string; leaseSeconds: number },
): Promise<Claim | undefined> {
  return db.transaction().execute(async (tx) => {
    const claim = await tx
      .updateTable('Generation')
      .set({
        status: 'PROCESSING',
        attempt: sql`"attempt" + 1`,
        leaseUntil: fromNow(leaseSeconds),
        progress: sql`"kept"`,
        startedAt: sql`coalesce("startedAt", now())`,
        updatedAt: now,
      })
      .where('id', '=', id)
      .where(attemptsLeft())
      .where((where) => where.or([where('status', '=', 'PENDING'), leaseRanOut()]))
      .where((where) => where.or([where('deadlineAt', 'is', null), where('deadlineAt', '>', now)]))
      .returning(['id', 'kind', 'spec', 'seed', 'attempt', 'excused', 'kept', 'dispatch', 'requestId'])
      .returning(ownerId)
      .executeTakeFirst();
    if (claim === undefined) return undefined;
    const { userId, attempt } = claim;
    await recordEvent(tx, { type: 'generation.processing', userId, generationId: id, data: { attempt } });
    return claim;
  });
}

/** So often may workers that die, or errors that may pass, end an attempt. */
export function attemptsLeft() {
  return sql<boolean>`("attempt" - "excused" < ${MAX_ATTEMPTS})`;
}

/** Whether an attempt was used up before: whoever takes it on next had better be alone with it. */
export async function hasFailedBefore(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('Generation').select(['attempt', 'excused']).where('id', '=', id).executeTakeFirst();
  return row !== undefined && countedAttempts(row) > 0;
}

/** Another worker may take over from now on. */
export function leaseRanOut() {
  return sql<boolean>`("status" = 'PROCESSING' and "leaseUntil" < now())`;
}

export interface UsedAsset {
  readonly assetId: string;
  /** What it is in this picture, which its upload may have said otherwise. */
  readonly role: AssetRole;
  readonly status: AssetStatus;
  readonly masterKey: string | null;
  /** A smaller copy of a large master. */
  readonly proxyKey: string | null;
  /** The subject alone, where it was cut out of an image without alpha. */
  readonly cutoutKey: string | null;
  /** As corrected. */
  readonly analysis: Analysis | null;
}

/** What a generation was told to use, in the client's order. */
export async function generationAssets(db: Db, generationId: string): Promise<UsedAsset[]> {
  const rows = await db
    .selectFrom('GenerationAsset')
    .innerJoin('Asset', 'Asset.id', 'GenerationAsset.assetId')
    .select(['GenerationAsset.assetId', 'GenerationAsset.role', 'Asset.status'])
    .select(['Asset.masterKey', 'Asset.proxyKey', 'Asset.cutoutKey'])
    .select(['Asset.analysis', 'Asset.correction'])
    .where('GenerationAsset.generationId', '=', generationId)
    .orderBy('GenerationAsset.position')
    .execute();
  return rows.map(({ analysis, correction, ...row }) => ({ ...row, analysis: analysisOf({ analysis, correction }) }));
}

export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

/** False: the attempt is over, and the worker must stop at once. A late renewal that nobody forestalled still counts. */
export async function renewLease(
  db: Db,
  { leaseSeconds, ...attempt }: Attempt & { leaseSeconds: number },
): Promise<boolean> {
  const { numUpdatedRows } = await updateAttempt(db, attempt)
    .set({ leaseUntil: fromNow(leaseSeconds) })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many outputs are in storage, kept ones included. False: the attempt is over. */
export async function reportProgress(
  db: Db,
  { progress, ...attempt }: Attempt & { progress: number },
): Promise<boolean> {
  const { numUpdatedRows } = await updateAttempt(db, attempt).set({ progress, updatedAt: now }).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The guard that every write of a worker has. */
export function updateAttempt(db: Db | Tx, { id, attempt }: Attempt) {
  return db
    .updateTable('Generation')
    .where('id', '=', id)
    .where('status', '=', 'PROCESSING')
    .where('attempt', '=', attempt);
}
