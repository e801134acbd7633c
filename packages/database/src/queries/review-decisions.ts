import type { ReviewDecision } from '@proofsheet/domain';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { named, type Refused, requireOutput, type Saying, saying, tell } from './review-saying.ts';

/** Saying the same again changes nothing and is told to nobody. */
export function decide(
  db: Db,
  by: Saying,
  { outputId, name, decision }: { outputId: string; name: string; decision: ReviewDecision | null },
): Promise<true | Refused> {
  return saying(db, by, async (tx, link) => {
    await requireOutput(tx, by, outputId);
    const reviewerId = await named(tx, by, name);
    if (await changeDecision(tx, { reviewerId, outputId }, decision))
      await tell(tx, by, 'review.decided', { link, outputId, reviewer: name, decision });
    return true as const;
  });
}

async function changeDecision(
  tx: Tx,
  key: { reviewerId: string; outputId: string },
  decision: ReviewDecision | null,
): Promise<boolean> {
  if (decision === null) {
    const gone = tx.deleteFrom('ReviewDecision').where((where) => where.and(key));
    return (await gone.returning('outputId').execute()).length > 0;
  }
  const decided = await tx
    .insertInto('ReviewDecision')
    .values({ ...key, decision })
    .onConflict((conflict) =>
      conflict
        .columns(['reviewerId', 'outputId'])
        .doUpdateSet({ decision, decidedAt: now })
        .where('ReviewDecision.decision', '!=', decision),
    )
    .returning('outputId')
    .execute();
  return decided.length > 0;
}
