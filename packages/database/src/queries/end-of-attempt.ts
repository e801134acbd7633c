import { Fault, type MissingOutput, type Usage } from '@proofsheet/domain';
import { sql } from 'kysely';
import { expiry, fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { type UserId, userIdAsText } from '../ids.ts';
import type { StoredError } from '../json-columns.ts';
import { hasAttemptsLeft } from '../states.ts';
import { type Attempt, updateAttempt } from './attempts.ts';
import { beginBucketDelivery } from './bucket-deliveries.ts';
import { recordEvent } from './events.ts';
import type { NewOutput } from './outputs.ts';
import { recordUnmade, UNMADE_COLUMNS, unmade } from './unmade.ts';
import { recordUsage } from './usage.ts';

/**
 * Ends a successful attempt: COMPLETED, its outputs, what could not be made, and the event, all or nothing. False:
 * another worker took over, nothing was written, and the caller removes the files of this attempt. Throws, and writes
 * nothing, when outputs, missing and kept ones are not as many as were asked for.
 */
export function completeGeneration(
  db: Db,
  {
    outputs,
    missing = [],
    cpuMs = 0,
    ...attempt
  }: Attempt & { outputs: readonly NewOutput[]; missing?: readonly MissingOutput[]; cpuMs?: number },
): Promise<boolean> {
  const used = usedFor(outputs, cpuMs);
  return db.transaction().execute(async (tx) => {
    const generation = await updateAttempt(tx, attempt)
      .set({
        status: 'COMPLETED',
        progress: sql`"outputCount" - ${missing.length}`,
        missing: JSON.stringify(missing),
        error: null,
        usage: withUsed(used),
        leaseUntil: null,
        finishedAt: now,
        expiresAt: expiry,
        updatedAt: now,
      })
      .returning(['projectId', 'kind', 'outputCount', 'kept', 'usage', userIdAsText])
      .executeTakeFirst();
    if (generation === undefined) return false;
    const { outputCount, kept, usage, ...owner } = generation;
    const made = kept + outputs.length;
    if (made + missing.length !== outputCount) {
      throw new Fault('internal', `${made} outputs were made where ${outputCount} were asked for.`);
    }
    await insertOutputs(tx, attempt.id, owner, outputs);
    await beginBucketDelivery(tx, attempt.id);
    await recordUsage(tx, owner.userId, used);
    const data = { outputs: outputs.map(({ id }) => id), usage, ...(missing.length > 0 ? { missing } : {}) };
    await recordEvent(tx, { type: 'generation.completed', userId: owner.userId, generationId: attempt.id, data });
    return true;
  });
}

function usedFor(outputs: readonly NewOutput[], cpuMs: number) {
  const sum = (count: (output: NewOutput) => number) => outputs.reduce((all, output) => all + count(output), 0);
  const pixels = sum(({ width, height }) => width * height);
  return { outputs: outputs.length, bytes: sum(({ bytes }) => bytes), pixels, cpuMs };
}

/** Added to what the runs before a retry have used. */
function withUsed({ cpuMs, outputs, bytes, pixels }: ReturnType<typeof usedFor>) {
  const more = (name: keyof Usage, count: number) =>
    sql`coalesce(("usage" ->> ${sql.lit(name)})::bigint, 0) + ${count}::bigint`;
  return sql<string>`jsonb_build_object(
    'cpuMs', ${more('cpuMs', cpuMs)},
    'queueMs', greatest(0, round(extract(epoch from "startedAt" - "createdAt") * 1000)),
    'outputs', ${more('outputs', outputs)}, 'bytes', ${more('bytes', bytes)}, 'pixels', ${more('pixels', pixels)})`;
}

async function insertOutputs(
  tx: Tx,
  generationId: string,
  owner: { userId: UserId; projectId: string | null; kind: 'THUMBNAIL' | 'AD' },
  outputs: readonly NewOutput[],
): Promise<void> {
  if (outputs.length === 0) return;
  const rows = outputs.map(({ report, ...output }) => ({
    ...output,
    ...owner,
    generationId,
    report: JSON.stringify(report),
  }));
  await tx.insertInto('Output').values(rows).execute();
}

/**
 * Ends an attempt that no other attempt would mend: FAILED, or after a retry of what was missing COMPLETED as before.
 * False: another worker took over, nothing was written.
 */
export function failGeneration(db: Db, { error, ...attempt }: Attempt & { error: StoredError }): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const failed = await updateAttempt(tx, attempt).set(unmade('FAILED', error)).returning(UNMADE_COLUMNS).execute();
    await recordUnmade(tx, failed, error);
    return failed.length > 0;
  });
}

export interface Release extends Attempt {
  readonly error: StoredError;
  readonly delaySeconds: number;
  /** The attempt does not count: its worker was stopped, or a dependency was down. */
  readonly excused?: boolean;
}

/**
 * Back to PENDING for another attempt after the delay, under a new dispatch number: the caller enqueues it. Undefined:
 * there is nothing to enqueue, because another worker took over, or because this was the last attempt and the
 * generation ends with its error.
 */
export async function releaseGeneration(
  db: Db,
  { error, delaySeconds, excused = false, ...attempt }: Release,
): Promise<{ dispatch: number } | undefined> {
  const released = await updateAttempt(db, attempt)
    .set({
      status: 'PENDING',
      leaseUntil: null,
      progress: sql`"kept"`,
      excused: sql`"excused" + ${excused ? 1 : 0}`,
      dispatch: sql`"dispatch" + 1`,
      runAfter: fromNow(delaySeconds),
      error: JSON.stringify(error),
      updatedAt: now,
    })
    .where(excused ? sql<boolean>`true` : hasAttemptsLeft())
    .returning('dispatch')
    .executeTakeFirst();
  if (!released && !excused) await failGeneration(db, { ...attempt, error });
  return released;
}
