import {
  type AssetRole,
  type AssetStatus,
  type GenerationKind,
  type GenerationSpec,
  MAX_ATTEMPTS,
  type OutputMediaType,
} from '@proofsheet/domain';
import { sql } from 'kysely';
import type { Db, Tx, UserId } from '../connect.ts';
import { newId } from '../id.ts';
import type { StoredError } from './assets.ts';
import { recordEvent } from './events.ts';

/*
 * What a worker does to a generation. Every write names the attempt that it belongs to, so a worker that was frozen past
 * its lease and wakes up changes nothing. Leases are reckoned by the database's clock alone.
 */

/** A worker's right to one attempt, until the lease runs out. */
export interface Claim {
  readonly id: string;
  readonly userId: UserId;
  readonly kind: GenerationKind;
  readonly spec: GenerationSpec;
  readonly seed: number;
  readonly attempt: number;
  readonly dispatch: number;
  readonly requestId: string | null;
}

const leaseEnd = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;

/** Undefined: another worker has it, it is done, or its backoff is not over. The caller leaves quietly. */
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
        leaseUntil: leaseEnd(leaseSeconds),
        progress: 0,
        startedAt: sql`coalesce("startedAt", clock_timestamp())`,
        updatedAt: sql`now()`,
      })
      .where('id', '=', id)
      .where('attempt', '<', MAX_ATTEMPTS)
      .where((where) =>
        where.or([
          where.and([where('status', '=', 'PENDING'), where('runAfter', '<=', sql<Date>`now()`)]),
          where.and([where('status', '=', 'PROCESSING'), where('leaseUntil', '<', sql<Date>`now()`)]),
        ]),
      )
      .returning(['id', 'kind', 'spec', 'seed', 'attempt', 'dispatch', 'requestId'])
      .returning(sql<UserId>`"userId"::text`.as('userId'))
      .executeTakeFirst();
    if (claim === undefined) return undefined;
    await recordEvent(tx, {
      type: 'generation.processing',
      userId: claim.userId,
      generationId: id,
      data: { attempt: claim.attempt },
    });
    return claim;
  });
}

export interface UsedAsset {
  readonly assetId: string;
  readonly role: AssetRole;
  readonly status: AssetStatus;
}

/** What a generation was told to use, in the client's order. */
export function generationAssets(db: Db, generationId: string): Promise<UsedAsset[]> {
  return db
    .selectFrom('GenerationAsset')
    .innerJoin('Asset', 'Asset.id', 'GenerationAsset.assetId')
    .select(['GenerationAsset.assetId', 'GenerationAsset.role', 'Asset.status'])
    .where('GenerationAsset.generationId', '=', generationId)
    .orderBy('GenerationAsset.position')
    .execute();
}

export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

/** False: the lease is lost, whoever asked must stop at once. */
export async function renewLease(
  db: Db,
  { id, attempt, leaseSeconds }: Attempt & { leaseSeconds: number },
): Promise<boolean> {
  return updatedOne(updateAttempt(db, { id, attempt }).set({ leaseUntil: leaseEnd(leaseSeconds) }));
}

/** How many outputs of this attempt are in storage. False: the lease is lost. */
export async function reportProgress(
  db: Db,
  { id, attempt, progress }: Attempt & { progress: number },
): Promise<boolean> {
  return updatedOne(updateAttempt(db, { id, attempt }).set({ progress, updatedAt: sql`now()` }));
}

export interface NewOutput {
  readonly index: number;
  readonly variant: number;
  readonly template: string;
  readonly templateVersion: number;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly mediaType: OutputMediaType;
  readonly bytes: number;
  readonly sha256: string;
  readonly objectKey: string;
  readonly placeholder: string;
  readonly score: number;
  readonly report: unknown;
}

/**
 * The end of a successful attempt: COMPLETED, its outputs and its event, or nothing of it. False: another worker took
 * over, and the files of this attempt are for the caller to remove.
 */
export function completeGeneration(
  db: Db,
  { id, attempt, outputs }: Attempt & { outputs: readonly NewOutput[] },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const row = await updateAttempt(tx, { id, attempt })
      .set({ status: 'COMPLETED', leaseUntil: null, progress: outputs.length, error: null, ...FINISHED })
      .where('outputCount', '=', outputs.length)
      .returning(['projectId', 'kind'])
      .returning(sql<UserId>`"userId"::text`.as('userId'))
      .executeTakeFirst();
    if (row === undefined) return false;
    const values = outputs.map(({ report, ...output }) => ({
      ...output,
      ...row,
      id: newId(),
      generationId: id,
      report: JSON.stringify(report),
    }));
    await tx.insertInto('Output').values(values).execute();
    await recordEvent(tx, { type: 'generation.completed', userId: row.userId, generationId: id });
    return true;
  });
}

/** The end of an attempt that no other attempt would mend. False: another worker took over. */
export function failGeneration(db: Db, { id, attempt, error }: Attempt & { error: StoredError }): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const row = await updateAttempt(tx, { id, attempt })
      .set({ status: 'FAILED', leaseUntil: null, error: JSON.stringify(error), ...FINISHED })
      .returning(sql<UserId>`"userId"::text`.as('userId'))
      .executeTakeFirst();
    if (row === undefined) return false;
    await recordEvent(tx, { type: 'generation.failed', userId: row.userId, generationId: id, data: { ...error } });
    return true;
  });
}

/**
 * Back to PENDING for another attempt after the delay, under a fresh dispatch number. The last attempt is not given back
 * but ends as FAILED. Undefined: nothing to enqueue, by that or because another worker took over.
 */
export async function releaseGeneration(
  db: Db,
  { id, attempt, error, delaySeconds }: Attempt & { error: StoredError; delaySeconds: number },
): Promise<{ dispatch: number } | undefined> {
  if (attempt >= MAX_ATTEMPTS) {
    await failGeneration(db, { id, attempt, error });
    return undefined;
  }
  return updateAttempt(db, { id, attempt })
    .set({
      status: 'PENDING',
      leaseUntil: null,
      dispatch: sql`"dispatch" + 1`,
      runAfter: leaseEnd(delaySeconds),
      error: JSON.stringify(error),
      updatedAt: sql`now()`,
    })
    .returning('dispatch')
    .executeTakeFirst();
}

const FINISHED = { finishedAt: sql<Date>`clock_timestamp()`, updatedAt: sql<Date>`now()` };

/** The guard that every write of a worker has. */
function updateAttempt(db: Db | Tx, { id, attempt }: Attempt) {
  return db
    .updateTable('Generation')
    .where('id', '=', id)
    .where('status', '=', 'PROCESSING')
    .where('attempt', '=', attempt);
}

async function updatedOne(update: {
  executeTakeFirst(): Promise<{ numUpdatedRows: bigint } | undefined>;
}): Promise<boolean> {
  return (await update.executeTakeFirst())?.numUpdatedRows === 1n;
}
