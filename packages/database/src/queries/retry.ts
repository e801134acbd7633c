import type { GenerationKind } from '@proofsheet/domain';
import { sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { isThere } from '../filters.ts';
import type { UserId } from '../ids.ts';
import { isRetryable } from '../states.ts';
import { recordEvent } from './events.ts';

/** What is to be enqueued after a retry. */
export interface Retried {
  readonly id: string;
  readonly kind: GenerationKind;
  readonly dispatch: number;
}

/**
 * FAILED, or COMPLETED without all of its outputs, goes back to PENDING under a new dispatch number, with an event.
 * Outputs stay, all attempts are available again, and the deadline starts anew. Attempts continue their numbers, so a
 * worker of the run before can write nothing. Undefined: there is nothing to retry, or the user has no such generation;
 * of several calls at once, one retries.
 */
export async function retryGeneration(
  tx: Tx,
  { userId, id }: { userId: UserId; id: string },
): Promise<Retried | undefined> {
  const made = sql<number>`(select count(*)::int from "Output" where "generationId" = "Generation"."id")`;
  const retried = await tx
    .updateTable('Generation')
    .set({
      status: 'PENDING',
      kept: made,
      progress: made,
      excused: sql`"attempt"`,
      dispatch: sql`"dispatch" + 1`,
      runAfter: null,
      error: null,
      finishedAt: null,
      expiresAt: null,
      deadlineAt: sql`now() + ("deadlineAt" - coalesce("retriedAt", "createdAt"))`,
      retriedAt: now,
      updatedAt: now,
    })
    .where('id', '=', id)
    .where('userId', '=', userId)
    .where(isRetryable)
    .where(isThere)
    .where('lostAssets', '=', false)
    .returning(['id', 'kind', 'dispatch'])
    .executeTakeFirst();
  if (retried) await recordEvent(tx, { type: 'generation.retried', userId, generationId: id });
  return retried;
}

/** An output that an earlier run has made. */
export interface KeptOutput {
  readonly index: number;
  readonly variant: number;
}

/** The outputs of a generation that earlier runs have made. */
export function keptOutputs(db: Db, generationId: string): Promise<KeptOutput[]> {
  return db
    .selectFrom('Output')
    .select(['index', 'variant'])
    .where('generationId', '=', generationId)
    .orderBy('index')
    .execute();
}
