import type { GenerationKind } from '@proofsheet/domain';
import { type SqlBool, sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../user-id.ts';
import { recordEvent } from './events.ts';

/** What is to be enqueued. */
export interface Retried {
  readonly id: string;
  readonly kind: GenerationKind;
  readonly dispatch: number;
}

/**
 * FAILED, or COMPLETED without all of its outputs, back to PENDING under a fresh dispatch number, and the event. What
 * was made stays, and its attempts are all there again; a deadline counts anew. Attempts go on being numbered where they
 * were, so a worker of the run before can still write nothing. Undefined: there is nothing to retry, or no such
 * generation of this user; of several calls at once one retries.
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
      deadlineAt: sql`now() + ("deadlineAt" - coalesce("retriedAt", "createdAt"))`,
      retriedAt: now,
      updatedAt: now,
    })
    .where('id', '=', id)
    .where('userId', '=', userId)
    .where(sql<SqlBool>`("status" = 'FAILED' or "status" = 'COMPLETED' and jsonb_array_length("missing") > 0)`)
    .returning(['id', 'kind', 'dispatch'])
    .executeTakeFirst();
  if (retried) await recordEvent(tx, { type: 'generation.retried', userId, generationId: id });
  return retried;
}

/** An output that is there already: where it belongs. */
export interface KeptOutput {
  readonly index: number;
  readonly variant: number;
}

/** What an earlier run made of a generation. */
export function keptOutputs(db: Db, generationId: string): Promise<KeptOutput[]> {
  return db
    .selectFrom('Output')
    .select(['index', 'variant'])
    .where('generationId', '=', generationId)
    .orderBy('index')
    .execute();
}
