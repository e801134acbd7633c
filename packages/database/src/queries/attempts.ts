import type { Analysis, AssetRole, AssetStatus, EventType, GenerationKind, GenerationSpec } from '@proofsheet/domain';
import { type QueryCreator, sql } from 'kysely';
import { fromNow, now } from '../clock.ts';
import type { Db } from '../connect.ts';
import { type UserId, userIdAsText } from '../ids.ts';
import type { DB } from '../schema.generated.ts';
import { hasAttemptsLeft, isClaimable } from '../states.ts';
import { analysisOf, cutoutKeyOf } from './assets.ts';
import { recordEvent } from './events.ts';
import type { NewOutput } from './outputs.ts';

/*
 * A worker's attempt at a generation: claim, renew, report. Every write names its attempt, so a worker that wakes up after
 * its lease has run out changes nothing. How attempts end: end-of-attempt.ts.
 */

/** The right to make one attempt, until the lease runs out. */
export interface Claim {
  readonly id: string;
  readonly userId: UserId;
  readonly kind: GenerationKind;
  readonly spec: GenerationSpec;
  readonly seed: number;
  /** Rises with every claim, and never falls: files and guards carry it. */
  readonly attempt: number;
  /** How many of the attempts before this one do not count. */
  readonly excused: number;
  /** How many outputs an earlier run has made. They stay: only the others are made now. */
  readonly kept: number;
  readonly dispatch: number;
  readonly requestId: string | null;
}

/** How many attempts count, the present one included. */
export function countedAttempts({ attempt, excused }: Pick<Claim, 'attempt' | 'excused'>): number {
  return attempt - excused;
}

/**
 * Takes a generation that is PENDING, or PROCESSING with an expired lease. Undefined: another worker has it, it has
 * ended, its attempts are used up, or its deadline has passed (then the sweep ends it); the caller leaves quietly. Of
 * two workers that claim at once, the second waits for the first one's commit, and then finds the lease taken. The
 * backoff is kept by the job's delay and by the sweep, not here: a queue whose clock runs ahead would otherwise lose
 * the job.
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
      .where(hasAttemptsLeft)
      .where(isClaimable)
      .where((where) => where.or([where('deadlineAt', 'is', null), where('deadlineAt', '>', now)]))
      .returning(['id', 'kind', 'spec', 'seed', 'attempt', 'excused', 'kept', 'dispatch', 'requestId'])
      .returning(userIdAsText)
      .executeTakeFirst();
    if (claim === undefined) return undefined;
    const { userId, attempt } = claim;
    await recordEvent(tx, { type: 'generation.processing', userId, generationId: id, data: { attempt } });
    return claim;
  });
}

/** Whether an attempt was used up before: then the next one should run alone in its process. */
export async function hasFailedBefore(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('Generation').select(['attempt', 'excused']).where('id', '=', id).executeTakeFirst();
  return row !== undefined && countedAttempts(row) > 0;
}

export interface UsedAsset {
  readonly assetId: string;
  /** Its role in this picture, which may differ from the one that it was uploaded with. */
  readonly role: AssetRole;
  readonly status: AssetStatus;
  readonly masterKey: string | null;
  /** A smaller copy of a large master. */
  readonly proxyKey: string | null;
  /** The subject alone, where it was cut out of an image without alpha. */
  readonly cutoutKey: string | null;
  /** With corrections. */
  readonly analysis: Analysis | null;
}

/** The assets that a generation uses, in the client's order. */
export async function generationAssets(db: Db, generationId: string): Promise<UsedAsset[]> {
  const rows = await db
    .selectFrom('GenerationAsset')
    .innerJoin('Asset', 'Asset.id', 'GenerationAsset.assetId')
    .select(['GenerationAsset.assetId', 'GenerationAsset.role', 'Asset.status'])
    .select(['Asset.masterKey', 'Asset.proxyKey', 'Asset.cutoutKey', 'Asset.handCutoutKey'])
    .select(['Asset.analysis', 'Asset.correction', 'Asset.handCutout'])
    .where('GenerationAsset.generationId', '=', generationId)
    .orderBy('GenerationAsset.position')
    .execute();
  return rows.map(({ assetId, role, status, masterKey, proxyKey, ...row }) => ({
    ...{ assetId, role, status, masterKey, proxyKey },
    cutoutKey: cutoutKeyOf(row),
    analysis: analysisOf(row),
  }));
}

export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

/**
 * False: the attempt is over, and the worker must stop at once. A late renewal counts, unless another worker was
 * faster.
 */
export async function renewLease(
  db: Db,
  { leaseSeconds, ...attempt }: Attempt & { leaseSeconds: number },
): Promise<boolean> {
  const { numUpdatedRows } = await updateAttempt(db, attempt)
    .set({ leaseUntil: fromNow(leaseSeconds) })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Tells of an output that is in storage, and how many are, kept ones included: one statement, event and progress together.
 * The event carries all that the output's row is going to have; its index is the place in which it was made, until all
 * are ranked. False: the attempt is over.
 */
export async function announceOutput(
  db: Db,
  { output, progress, ...attempt }: Attempt & { output: NewOutput; progress: number },
): Promise<boolean> {
  const row = sql`${JSON.stringify(output)}::jsonb || jsonb_build_object('projectId', "projectId", 'kind', "kind")`;
  const { numInsertedOrUpdatedRows } = await db
    .with('Announced', (cte) => updateAttempt(cte, attempt).set({ progress, updatedAt: now }).returningAll())
    .insertInto('Event')
    .columns(['type', 'userId', 'generationId', 'data'])
    .expression((from) =>
      from
        .selectFrom('Announced')
        .select([sql.lit<EventType>('output.created').as('type'), 'userId', 'id'])
        .select(
          sql<string>`jsonb_build_object('attempt', "attempt", 'ordinal', "progress", 'output', ${row})`.as('data'),
        ),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The guard of every write of a worker: the state and the attempt that it expects. */
export function updateAttempt(db: QueryCreator<DB>, { id, attempt }: Attempt) {
  return db
    .updateTable('Generation')
    .where('id', '=', id)
    .where('status', '=', 'PROCESSING')
    .where('attempt', '=', attempt);
}
