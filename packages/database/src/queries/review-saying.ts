import { REVIEW_LIMITS, type ToldReview } from '@proofsheet/domain';
import { sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId } from '../ids.ts';
import { recordEvent } from './events.ts';
import { lockReviews } from './review-links.ts';

/*
 * What reviewers say. Each change and its event are one transaction. It takes the generation first and then the link, as
 * who deletes either does. Who revokes the link waits for it, or it finds the link revoked.
 */

/** Who says it: a browser, known by the hash of its secret, by a link that was found good. */
export interface Saying {
  readonly linkId: string;
  readonly generationId: string;
  readonly userId: UserId;
  readonly hash: string;
}

export type Refused = 'over' | 'no_output' | 'no_comment' | 'full' | 'key_reused';

/** Takes back what it has written, where it turns out that nothing is to be. */
export class Refusal extends Error {
  readonly why: Refused;
  constructor(why: Refused) {
    super(why);
    this.why = why;
  }
}

export async function saying<Said>(
  db: Db,
  by: Saying,
  say: (tx: Tx, link: string) => Promise<Said>,
): Promise<Said | Refused> {
  try {
    return await db.transaction().execute(async (tx) => say(tx, await holdLink(tx, by)));
  } catch (error) {
    if (error instanceof Refusal) return error.why;
    throw error;
  }
}

/** Answers what the link is called. What is said of one generation is said one after the other from here on. */
async function holdLink(tx: Tx, { linkId, generationId }: Saying): Promise<string> {
  if (!(await holdGeneration(tx, generationId))) throw new Refusal('over');
  const link = tx.selectFrom('ReviewLink').select('name').where('id', '=', linkId).where('revokedAt', 'is', null);
  const held = await link.where('expiresAt', '>', now).forShare().executeTakeFirst();
  if (!held) throw new Refusal('over');
  await lockReviews(tx, generationId);
  return held.name;
}

/** Before anything else is locked. False: it is deleted; until this transaction ends, whoever would delete it waits. */
export async function holdGeneration(tx: Tx, id: string): Promise<boolean> {
  const generation = tx.selectFrom('Generation').select('id').where('id', '=', id).where('deletedAt', 'is', null);
  return (await generation.forKeyShare().executeTakeFirst()) !== undefined;
}

export async function requireOutput(tx: Tx, { generationId }: Saying, outputId: string): Promise<void> {
  const output = tx.selectFrom('Output').select('id').where('id', '=', outputId).where('deletedAt', 'is', null);
  if (!(await output.where('generationId', '=', generationId).forKeyShare().executeTakeFirst()))
    throw new Refusal('no_output');
}

/** The reviewer under the name that was given last. Of new ones there are so many at most. */
export async function named(tx: Tx, { linkId, hash }: Saying, name: string): Promise<string> {
  const known = tx.updateTable('Reviewer').set({ name }).where('linkId', '=', linkId).where('hash', '=', hash);
  const reviewer = await known.returning('id').executeTakeFirst();
  if (reviewer) return reviewer.id;
  const counted = tx.selectFrom('Reviewer').select(sql<number>`count(*)::int`.as('count'));
  const { count } = await counted.where('linkId', '=', linkId).executeTakeFirstOrThrow();
  if (count >= REVIEW_LIMITS.reviewers) throw new Refusal('full');
  const id = newId();
  await tx.insertInto('Reviewer').values({ id, linkId, hash, name }).execute();
  return id;
}

export function tell(
  tx: Tx,
  { userId, generationId, linkId }: Saying,
  type: 'review.decided' | 'review.commented' | 'review.comment_deleted',
  told: Omit<ToldReview, 'linkId'>,
): Promise<void> {
  const review: ToldReview = { linkId, ...told };
  return recordEvent(tx, { type, userId, generationId, data: { review } });
}
