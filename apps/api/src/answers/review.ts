import type { CommentRow, DecisionRow } from '@proofsheet/database';
import { reviewDecisionSchema, reviewPinSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id, time } from './fields.ts';

const decisionFields = {
  reviewer: z.string().describe('As they call themselves: nobody has checked it.'),
  decision: reviewDecisionSchema,
  decidedAt: time,
};

const commentFields = {
  id,
  number: z.int().min(1).describe('Among the comments on its picture; it stays.'),
  reviewer: z.string(),
  text: z.string().describe('Plain text of a stranger: never markup.'),
  at: reviewPinSchema.nullable().describe('Where it is pinned; null: on the picture as a whole.'),
  createdAt: time,
  editedAt: time.nullable(),
  resolvedAt: time.nullable().describe('Since when the owner says that it is done.'),
};

const own = z.boolean().describe('By you: you may change it.');

/** As reviewers of one link see it: what was said by that link. */
export const seenDecisionSchema = z.object({ ...decisionFields, own }).meta({ id: 'SeenDecision' });
export const seenCommentSchema = z
  .object({ ...commentFields, own })
  .meta({ id: 'SeenComment', description: 'A comment on a picture, as reviewers see it.' });

const said = { linkId: id, link: z.string().describe('What the link is called.') };

/** As the owner sees it. */
export const reviewCommentSchema = z
  .object({ ...commentFields, ...said, outputId: id })
  .meta({ id: 'ReviewComment', description: 'A comment on an output, by a review link.' });

export const reviewsSchema = z
  .object({
    decisions: z.array(z.object({ ...decisionFields, ...said, outputId: id }).meta({ id: 'OutputDecision' })),
    comments: z.array(reviewCommentSchema).describe('By output, and in it by their numbers.'),
  })
  .meta({ id: 'Reviews', description: 'All that was said of the outputs of a generation that are there.' });

function decisionAnswer({ reviewer, decision, decidedAt }: DecisionRow) {
  return { reviewer, decision, decidedAt: decidedAt.toISOString() };
}

function commentAnswer({ id, number, reviewer, text, x, y, createdAt, editedAt, resolvedAt }: CommentRow) {
  return {
    ...{ id, number, reviewer, text },
    at: x === null || y === null ? null : { x, y },
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}

export function seenDecision(row: DecisionRow, reviewerId: string | undefined): z.infer<typeof seenDecisionSchema> {
  return { ...decisionAnswer(row), own: row.reviewerId === reviewerId };
}

export function seenComment(row: CommentRow, reviewerId: string | undefined): z.infer<typeof seenCommentSchema> {
  return { ...commentAnswer(row), own: row.reviewerId === reviewerId };
}

const saidBy = ({ linkId, link, outputId }: DecisionRow | CommentRow) => ({ linkId, link, outputId });

export function reviewsAnswer(
  decisions: readonly DecisionRow[],
  comments: readonly CommentRow[],
): z.infer<typeof reviewsSchema> {
  return {
    decisions: decisions.map((row) => ({ ...decisionAnswer(row), ...saidBy(row) })),
    comments: comments.map((row) => ({ ...commentAnswer(row), ...saidBy(row) })),
  };
}
