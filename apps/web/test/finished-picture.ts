import { claimGeneration, completeGeneration, type Db, newId, type UserId } from '@proofsheet/database';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { expect } from 'vitest';

/** A generation with these words that no worker has begun. */
export async function orderPicture(db: Db, userId: UserId, headline: string, more: object = {}): Promise<string> {
  const id = await aGeneration(db, { userId, ...more });
  await db
    .updateTable('Generation')
    .set({ spec: sql`jsonb_set("spec", '{copy,headline}', ${JSON.stringify(headline)}::jsonb)` })
    .where('id', '=', id)
    .execute();
  return id;
}

/** Completes a generation with one picture, without a file behind it. */
export async function finishPicture(db: Db, id: string, format = 'youtube-thumbnail'): Promise<void> {
  const claim = await claimGeneration(db, { id, leaseSeconds: 60 });
  const outputs = [anOutput({ id: newId(), template: 'split', format })];
  expect(await completeGeneration(db, { id, attempt: claim?.attempt ?? 0, outputs })).toBe(true);
}
