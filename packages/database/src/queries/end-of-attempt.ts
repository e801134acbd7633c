import { Fault, MAX_ATTEMPTS, type OutputMediaType } from '@proofsheet/domain';
import { sql } from 'kysely';
import { fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { newId } from '../id.ts';
import type { StoredError } from '../stored-error.ts';
import { ownerId, type UserId } from '../user-id.ts';
import { type Attempt, updateAttempt } from './attempts.ts';
import { recordEvent } from './events.ts';

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

const FINISHED = { leaseUntil: null, finishedAt: now, updatedAt: now };

/**
 * The end of a successful attempt: COMPLETED, its outputs and its event, or nothing of it. False: another worker took
 * over, nothing was written, and the files of this attempt are for the caller to remove. Throws, and writes nothing,
 * when there are fewer or more outputs than were asked for.
 */
export function completeGeneration(
  db: Db,
  { outputs, ...attempt }: Attempt & { outputs: readonly NewOutput[] },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const generation = await updateAttempt(tx, attempt)
      .set({ status: 'COMPLETED', progress: sql`"outputCount"`, error: null, ...FINISHED })
      .returning(['projectId', 'kind', 'outputCount', ownerId])
      .executeTakeFirst();
    if (generation === undefined) return false;
    const { outputCount, ...owner } = generation;
    if (outputs.length !== outputCount) {
      throw new Fault('internal', `${outputs.length} outputs were made where ${outputCount} were asked for.`);
    }
    await insertOutputs(tx, attempt.id, owner, outputs);
    await recordEvent(tx, { type: 'generation.completed', userId: owner.userId, generationId: attempt.id });
    return true;
  });
}

async function insertOutputs(
  tx: Tx,
  generationId: string,
  owner: { userId: UserId; projectId: string | null; kind: 'THUMBNAIL' | 'AD' },
  outputs: readonly NewOutput[],
): Promise<void> {
  const rows = outputs.map(({ report, ...output }) => ({
    ...output,
    ...owner,
    id: newId(),
    generationId,
    report: JSON.stringify(report),
  }));
  await tx.insertInto('Output').values(rows).execute();
}

/** The end of an attempt that no other attempt would mend. False: another worker took over, nothing was written. */
export function failGeneration(db: Db, { error, ...attempt }: Attempt & { error: StoredError }): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const generation = await updateAttempt(tx, attempt)
      .set({ status: 'FAILED', error: JSON.stringify(error), ...FINISHED })
      .returning(ownerId)
      .executeTakeFirst();
    if (generation === undefined) return false;
    const { userId } = generation;
    await recordEvent(tx, { type: 'generation.failed', userId, generationId: attempt.id, data: error });
    return true;
  });
}

/**
 * Back to PENDING for another attempt after the delay, under a fresh dispatch number: the caller enqueues it.
 * Undefined: nothing is to be enqueued, because another worker took over or because this was the last attempt, which
 * ends as FAILED with its error.
 */
export async function releaseGeneration(
  db: Db,
  { error, delaySeconds, ...attempt }: Attempt & { error: StoredError; delaySeconds: number },
): Promise<{ dispatch: number } | undefined> {
  if (attempt.attempt >= MAX_ATTEMPTS) {
    await failGeneration(db, { ...attempt, error });
    return undefined;
  }
  return updateAttempt(db, attempt)
    .set({
      status: 'PENDING',
      leaseUntil: null,
      progress: 0,
      dispatch: sql`"dispatch" + 1`,
      runAfter: fromNow(delaySeconds),
      error: JSON.stringify(error),
      updatedAt: now,
    })
    .returning('dispatch')
    .executeTakeFirst();
}
