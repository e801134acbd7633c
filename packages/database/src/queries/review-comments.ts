import { REVIEW_LIMITS, type ReviewPin } from '@proofsheet/domain';
import { sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId } from '../ids.ts';
import { recordEvent } from './events.ts';
import { lockReviews, wakeReviews } from './review-links.ts';
import {
  holdGeneration,
  named,
  Refusal,
  type Refused,
  requireOutput,
  type Saying,
  saying,
  tell,
} from './review-saying.ts';

export interface NewComment {
  readonly outputId: string;
  readonly name: string;
  readonly text: string;
  readonly at: ReviewPin | null;
  /** The same key with the same comment makes one. */
  readonly requestKey: string | undefined;
}

/** Answers the id of the comment. */
export function comment(
  db: Db,
  by: Saying,
  { outputId, name, text, at, requestKey }: NewComment,
): Promise<{ id: string; replayed: boolean } | Refused> {
  return saying(db, by, async (tx, link) => {
    await requireOutput(tx, by, outputId);
    const reviewerId = await named(tx, by, name);
    const earlier = requestKey === undefined ? undefined : await earlierComment(tx, { reviewerId, requestKey });
    if (earlier) {
      if (earlier.outputId !== outputId.toLowerCase()) throw new Refusal('key_reused');
      return { id: earlier.id, replayed: true };
    }
    await requireRoom(tx, by);
    const id = newId();
    const { number } = await tx
      .insertInto('ReviewComment')
      .values({
        ...{ id, reviewerId, outputId, text, x: at?.x ?? null, y: at?.y ?? null, requestKey: requestKey ?? null },
        number: sql<number>`(select coalesce(max("number"), 0) + 1 from "ReviewComment" where "outputId" = ${outputId})`,
      })
      .returning('number')
      .executeTakeFirstOrThrow();
    const told = { id, number, text, at, edited: false };
    await tell(tx, by, 'review.commented', { link, outputId, reviewer: name, comment: told });
    return { id, replayed: false };
  });
}

function earlierComment(tx: Tx, key: { reviewerId: string; requestKey: string }) {
  const same = tx.selectFrom('ReviewComment').select(['id', 'outputId']);
  return same.where((where) => where.and(key)).executeTakeFirst();
}

async function requireRoom(tx: Tx, { generationId, linkId }: Saying): Promise<void> {
  const { all, mine } = await tx
    .selectFrom('ReviewComment')
    .innerJoin('Reviewer', 'Reviewer.id', 'reviewerId')
    .innerJoin('ReviewLink', 'ReviewLink.id', 'linkId')
    .select(sql<number>`count(*)::int`.as('all'))
    .select((one) => sql<number>`${one.fn.countAll().filterWhere('linkId', '=', linkId)}::int`.as('mine'))
    .where('generationId', '=', generationId)
    .executeTakeFirstOrThrow();
  const { link, generation } = REVIEW_LIMITS.comments;
  if (mine >= link || all >= generation) throw new Refusal('full');
}

/** Who has written it, by the link and browser that say so now. */
function ownComment(tx: Tx, { linkId, hash }: Saying, id: string) {
  return tx
    .selectFrom('ReviewComment')
    .innerJoin('Reviewer', 'Reviewer.id', 'reviewerId')
    .innerJoin('Output', 'Output.id', 'outputId')
    .select(['outputId', 'number', 'text', 'x', 'y', 'name'])
    .where('ReviewComment.id', '=', id)
    .where('linkId', '=', linkId)
    .where('hash', '=', hash)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
}

export function editComment(db: Db, by: Saying, { id, text }: { id: string; text: string }): Promise<true | Refused> {
  return saying(db, by, async (tx, link) => {
    const own = await ownComment(tx, by, id);
    if (!own) throw new Refusal('no_comment');
    if (own.text === text) return true as const;
    // What is said anew is not settled by what was done about it before.
    const edited = { text, editedAt: now, resolvedAt: null };
    await tx.updateTable('ReviewComment').set(edited).where('id', '=', id).execute();
    await forget(tx, by, id);
    const { outputId, number, name: reviewer, x, y } = own;
    const at = x === null || y === null ? null : { x, y };
    const told = { id, number, text, at, edited: true };
    await tell(tx, by, 'review.commented', { link, outputId, reviewer, comment: told });
    return true as const;
  });
}

export function deleteComment(db: Db, by: Saying, id: string): Promise<true | Refused> {
  return saying(db, by, async (tx, link) => {
    const own = await ownComment(tx, by, id);
    if (!own) throw new Refusal('no_comment');
    await tx.deleteFrom('ReviewComment').where('id', '=', id).execute();
    await forget(tx, by, id);
    const { outputId, number, name: reviewer } = own;
    await tell(tx, by, 'review.comment_deleted', { link, outputId, reviewer, comment: { id, number } });
    return true as const;
  });
}

/** By the owner, whoever has written it. False: the user has no such comment. */
export function removeComment(db: Db, { userId, id }: { userId: UserId; id: string }): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const known = await commentOf(tx, { userId, id })
      .innerJoin('Reviewer', 'Reviewer.id', 'reviewerId')
      .innerJoin('ReviewLink', 'ReviewLink.id', 'linkId')
      .select(['outputId', 'number', 'Reviewer.name as reviewer', 'linkId', 'ReviewLink.name as link'])
      .executeTakeFirst();
    if (!known) return false;
    const { generationId, linkId, number, ...told } = known;
    if (!(await holdGeneration(tx, generationId))) return false;
    await lockReviews(tx, generationId);
    const { numDeletedRows } = await tx.deleteFrom('ReviewComment').where('id', '=', id).executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    await forget(tx, { generationId }, id);
    const review = { linkId, ...told, comment: { id, number } };
    await recordEvent(tx, { type: 'review.comment_deleted', userId, generationId, data: { review } });
    return true;
  });
}

/** What was taken back is in no event any more. */
async function forget(tx: Tx, { generationId }: Pick<Saying, 'generationId'>, commentId: string): Promise<void> {
  const told = tx.deleteFrom('Event').where('generationId', '=', generationId).where('type', '=', 'review.commented');
  await told.where(sql<string>`"data" -> 'review' -> 'comment' ->> 'id'`, '=', commentId).execute();
}

/** By the owner: it is done, or not after all. Undefined: the user has no such comment. */
export function resolveComment(
  db: Db,
  { userId, id, resolved }: { userId: UserId; id: string; resolved: boolean },
): Promise<{ generationId: string } | undefined> {
  return db.transaction().execute(async (tx) => {
    const found = await commentOf(tx, { userId, id }).executeTakeFirst();
    if (!found) return undefined;
    const resolvedAt = resolved ? sql<Date>`coalesce("resolvedAt", ${now})` : null;
    await tx.updateTable('ReviewComment').set({ resolvedAt }).where('id', '=', id).execute();
    await wakeReviews(tx, { generationId: found.generationId, userId });
    return found;
  });
}

/** On a picture of the user. */
function commentOf(tx: Tx, { userId, id }: { userId: UserId; id: string }) {
  return tx
    .selectFrom('ReviewComment')
    .innerJoin('Output', 'Output.id', 'outputId')
    .select('Output.generationId')
    .where('ReviewComment.id', '=', id)
    .where('Output.userId', '=', userId)
    .where('Output.deletedAt', 'is', null);
}
