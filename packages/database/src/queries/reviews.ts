import type { ReviewDecision } from '@proofsheet/domain';
import { sql } from 'kysely';
import type { Db } from '../connect.ts';

/* What reviewers have said of the outputs of a generation that are there. The caller has checked who asks. */

/** All that was said by one link, or by all links of the generation. */
export interface ReviewScope {
  readonly generationId: string;
  readonly linkId?: string | undefined;
}

export interface DecisionRow {
  readonly outputId: string;
  readonly linkId: string;
  readonly link: string;
  readonly reviewerId: string;
  readonly reviewer: string;
  readonly decision: ReviewDecision;
  readonly decidedAt: Date;
}

/** The first decision first. */
export function decisionsOf(db: Db, { generationId, linkId }: ReviewScope): Promise<DecisionRow[]> {
  return db
    .selectFrom('ReviewDecision')
    .innerJoin('Reviewer', 'Reviewer.id', 'reviewerId')
    .innerJoin('ReviewLink', 'ReviewLink.id', 'linkId')
    .innerJoin('Output', 'Output.id', 'outputId')
    .select(['outputId', 'linkId', 'ReviewLink.name as link', 'reviewerId', 'Reviewer.name as reviewer'])
    .select(['decision', 'decidedAt'])
    .where('ReviewLink.generationId', '=', generationId)
    .where('Output.deletedAt', 'is', null)
    .$if(linkId !== undefined, (query) => query.where('linkId', '=', linkId ?? ''))
    .orderBy('decidedAt')
    .orderBy('reviewerId')
    .$narrowType<{ decision: ReviewDecision }>()
    .execute();
}

export interface CommentRow extends Omit<DecisionRow, 'decision' | 'decidedAt'> {
  readonly id: string;
  /** Among those of its output, by whichever link. */
  readonly number: number;
  readonly text: string;
  readonly x: number | null;
  readonly y: number | null;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly resolvedAt: Date | null;
}

/** By their numbers. */
export function commentsOf(db: Db, { generationId, linkId }: ReviewScope): Promise<CommentRow[]> {
  return db
    .selectFrom('ReviewComment')
    .innerJoin('Reviewer', 'Reviewer.id', 'reviewerId')
    .innerJoin('ReviewLink', 'ReviewLink.id', 'linkId')
    .innerJoin('Output', 'Output.id', 'outputId')
    .select(['ReviewComment.id', 'outputId', 'linkId', 'ReviewLink.name as link', 'reviewerId'])
    .select(['Reviewer.name as reviewer', 'number', 'text', 'x', 'y'])
    .select(['ReviewComment.createdAt', 'editedAt', 'resolvedAt'])
    .where('ReviewLink.generationId', '=', generationId)
    .where('Output.deletedAt', 'is', null)
    .$if(linkId !== undefined, (query) => query.where('linkId', '=', linkId ?? ''))
    .orderBy('outputId')
    .orderBy('number')
    .execute();
}

/** Whether a link's browser has said something, and under which name. */
export function findReviewer(
  db: Db,
  { linkId, hash }: { linkId: string; hash: string },
): Promise<{ id: string; name: string } | undefined> {
  const theirs = db.selectFrom('Reviewer').select(['id', 'name']).where('linkId', '=', linkId);
  return theirs.where('hash', '=', hash).executeTakeFirst();
}

/**
 * Another text whenever something has changed that reviewers of the link see; undefined as soon as the link is over. It
 * names nothing, and is compared alone.
 */
export async function reviewState(db: Db, linkId: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    select concat_ws(' ', "Generation"."status", "Generation"."progress", (
        select concat_ws(' ', count(*), sum("index")) from "Output"
        where "generationId" = "Generation"."id" and "deletedAt" is null
      ), (
        select concat_ws(' ', count(*), max("decidedAt")) from "ReviewDecision"
        join "Reviewer" on "Reviewer"."id" = "reviewerId" where "linkId" = "ReviewLink"."id"
      ), (
        select concat_ws(' ', count(*), max("ReviewComment"."createdAt"), max("editedAt"), count("resolvedAt"))
        from "ReviewComment" join "Reviewer" on "Reviewer"."id" = "reviewerId" where "linkId" = "ReviewLink"."id"
      )) as "state"
    from "ReviewLink" join "Generation" on "Generation"."id" = "generationId"
    where "ReviewLink"."id" = ${linkId} and "revokedAt" is null and "ReviewLink"."expiresAt" > now()
      and "Generation"."deletedAt" is null`.execute(db);
  return rows[0]?.state;
}
